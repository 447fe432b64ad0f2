settings-damaged = The settings could not be read, so the defaults are in use: { $why }
