settings-damaged = The settings could not be read, so the defaults are in use: { $why }. The file was kept as { $path }
settings-damaged-some = These settings could not be read and are as at first: { $names }. The file was kept as { $path }
