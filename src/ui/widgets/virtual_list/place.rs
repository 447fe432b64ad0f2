//! Where a list of any length stands: pure sums in `f64`, which holds every point of a billion rows exactly (`f32` does
//! not tell neighbouring points apart beyond 16 million).

/// What stands at the top edge of the list's window: an item, and how many points of it are above the edge.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    /// The item, from 0.
    pub item: u64,
    /// Points of it that are hidden above the edge.
    pub offset: f64,
}

/// The items of a list: how many there are, and how high each is in points.
pub struct Items<'a> {
    /// How many there are.
    pub count: u64,
    /// The height of one, in points, more than 0.
    pub height: &'a mut dyn FnMut(u64) -> f64,
}

impl Items<'_> {
    fn height(&mut self, item: u64) -> f64 {
        (self.height)(item).max(1.0)
    }

    /// The place at which the last item ends at the bottom edge of a window of `view` points; the first one where all
    /// of them fit.
    pub fn end(&mut self, view: f64) -> Place {
        let (mut item, mut filled) = (self.count, 0.0);
        while item > 0 {
            item -= 1;
            filled += self.height(item);
            if filled >= view {
                return Place { item, offset: filled - view };
            }
        }
        Place::default()
    }

    /// A place that exists: not beyond the end.
    pub fn clamped(&mut self, place: Place, view: f64) -> Place {
        let end = self.end(view);
        if self.count == 0 || before(&end, &place) {
            return end;
        }
        let highest = self.height(place.item);
        Place { item: place.item, offset: place.offset.clamp(0.0, highest) }
    }

    /// The place `delta` points further down (up where negative), within the list. The work grows with the items that
    /// are passed.
    pub fn moved(&mut self, place: Place, delta: f64, view: f64) -> Place {
        let Place { mut item, mut offset } = place;
        if item >= self.count {
            return self.end(view);
        }
        offset += delta;
        while offset < 0.0 && item > 0 {
            item -= 1;
            offset += self.height(item);
        }
        offset = offset.max(0.0);
        while item + 1 < self.count {
            let height = self.height(item);
            if offset < height {
                break;
            }
            offset -= height;
            item += 1;
        }
        self.clamped(Place { item, offset }, view)
    }

    /// The nearest place at which `points` of item `item`, from its top, are in sight; `place` itself where they are.
    pub fn showing(&mut self, place: Place, item: u64, points: std::ops::Range<f64>, view: f64) -> Place {
        if item >= self.count {
            return place;
        }
        let top = Place { item, offset: points.start };
        if !before(&place, &top) {
            return self.clamped(top, view);
        }
        let lowest = self.moved(top, points.end - points.start - view, view);
        let lowest = if before(&top, &lowest) { top } else { lowest };
        if before(&place, &lowest) { self.clamped(lowest, view) } else { place }
    }

    /// How far a place is through the list, in items and parts of items.
    pub fn share(&mut self, place: Place) -> f64 {
        if place.item >= self.count {
            return self.count as f64;
        }
        place.item as f64 + (place.offset / self.height(place.item)).clamp(0.0, 1.0)
    }

    /// The place that is so far through the list: the inverse of [`Self::share`].
    pub fn at_share(&mut self, share: f64, view: f64) -> Place {
        if self.count == 0 {
            return Place::default();
        }
        let item = (share.max(0.0) as u64).min(self.count - 1);
        let offset = (share - item as f64).clamp(0.0, 1.0) * self.height(item);
        self.clamped(Place { item, offset }, view)
    }

    /// The items in a window of `view` points: each with the points from the window's top to its own (negative where
    /// it begins above) and its height.
    pub fn in_sight(&mut self, place: Place, view: f64) -> Vec<Placed> {
        let mut placed = Vec::new();
        let mut top = -place.offset;
        let mut item = place.item;
        while top < view && item < self.count {
            let height = self.height(item);
            placed.push(Placed { item, top, height });
            top += height;
            item += 1;
        }
        placed
    }
}

/// An item in sight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// Which one.
    pub item: u64,
    /// Points from the window's top to the item's, negative where it begins above.
    pub top: f64,
    /// Its height in points.
    pub height: f64,
}

fn before(a: &Place, b: &Place) -> bool {
    (a.item, a.offset) < (b.item, b.offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(count: u64, height: &mut dyn FnMut(u64) -> f64) -> Items<'_> {
        Items { count, height }
    }

    #[test]
    fn a_billion_rows_are_stable_at_the_end() {
        let mut height = |_| 22.0;
        let mut items = rows(1_000_000_000, &mut height);
        let end = items.end(300.0);
        let placed = items.in_sight(end, 300.0);
        let last = placed.last().unwrap();
        assert_eq!((last.item, last.top + last.height), (999_999_999, 300.0));
        let up = items.moved(end, -22.0, 300.0);
        assert_eq!((up.item, up.offset), (end.item - 1, end.offset));
        assert_eq!(items.moved(up, 1e9, 300.0), end);
        assert_eq!(items.moved(up, 22.0, 300.0), end);
        let share = items.share(end);
        assert_eq!(items.at_share(share, 300.0).item, end.item);
    }

    #[test]
    fn a_short_list_stays_at_the_top() {
        let mut height = |_| 22.0;
        let mut items = rows(3, &mut height);
        assert_eq!(items.end(300.0), Place::default());
        assert_eq!(items.moved(Place::default(), 50.0, 300.0), Place::default());
        assert_eq!(items.in_sight(Place::default(), 300.0).len(), 3);
        let mut none = rows(0, &mut height);
        assert_eq!(none.end(300.0), Place::default());
        assert_eq!(none.at_share(4.0, 300.0), Place::default());
        assert!(none.in_sight(Place { item: 4, offset: 1.0 }, 300.0).is_empty());
    }

    #[test]
    fn what_is_wanted_comes_into_sight_by_the_shortest_way() {
        let mut height = |_| 22.0;
        let mut items = rows(100, &mut height);
        let here = Place { item: 50, offset: 0.0 };
        assert_eq!(items.showing(here, 52, 0.0..22.0, 220.0), here);
        assert_eq!(items.showing(here, 49, 0.0..22.0, 220.0), Place { item: 49, offset: 0.0 });
        assert_eq!(items.showing(here, 60, 0.0..22.0, 220.0), Place { item: 51, offset: 0.0 });
        assert_eq!(items.showing(here, 500, 0.0..22.0, 220.0), here);
    }

    proptest! {
        #[test]
        fn any_move_stays_within(count in 0_u64..40, item in 0_u64..60, offset in -50.0..500.0, delta in -3000.0..3000.0) {
            let mut height = |item: u64| 5.0 + (item * 37 % 91) as f64;
            let mut items = rows(count, &mut height);
            let place = items.clamped(Place { item, offset }, 200.0);
            for place in [place, items.moved(place, delta, 200.0)] {
                let total: f64 = (0..count).map(|item| 5.0 + (item * 37 % 91) as f64).sum();
                let placed = items.in_sight(place, 200.0);
                let reached = placed.last().map_or(0.0, |last| last.top + last.height);
                prop_assert!(reached >= total.min(200.0) - 1e-6, "{reached} of {total}");
                let again = items.share(place);
                let back = items.at_share(again, 200.0);
                prop_assert!((items.share(back) - again).abs() < 1e-6);
            }
        }

        #[test]
        fn down_and_up_again_is_the_same_place(delta in 0.0..800.0) {
            let mut height = |item: u64| 5.0 + (item * 37 % 91) as f64;
            let mut items = rows(1000, &mut height);
            let here = Place { item: 500, offset: 3.0 };
            let there = items.moved(here, delta, 200.0);
            let back = items.moved(there, -delta, 200.0);
            prop_assert_eq!(back.item, here.item);
            prop_assert!((back.offset - here.offset).abs() < 1e-6);
        }
    }
}
