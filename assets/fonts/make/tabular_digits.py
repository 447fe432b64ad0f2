"""Bakes an OpenType single substitution (tnum) into the cmap, so that digits have one width without shaping."""
import sys
from fontTools.ttLib import TTFont
src, dst = sys.argv[1:3]
f = TTFont(src)
gsub = f['GSUB'].table
swap = {}
for r in gsub.FeatureList.FeatureRecord:
    if r.FeatureTag != 'tnum': continue
    for li in r.Feature.LookupListIndex:
        for st in gsub.LookupList.Lookup[li].SubTable:
            st = getattr(st, 'ExtSubTable', st)
            if hasattr(st, 'mapping'): swap.update(st.mapping)
n = 0
for t in f['cmap'].tables:
    if not t.isUnicode(): continue
    for cp in list(t.cmap):
        # digits only: spaces, points and colons keep their own width
        if chr(cp) in '0123456789' and t.cmap[cp] in swap:
            t.cmap[cp] = swap[t.cmap[cp]]; n += 1
print(src, 'baked', n, sorted(swap)[:40])
f.save(dst)
g = TTFont(dst); c = g.getBestCmap(); print({ch: g['hmtx'][c[ord(ch)]][0] for ch in '0123456789'})
