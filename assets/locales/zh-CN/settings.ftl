settings-damaged = 设置无法读取，已使用默认值：{ $why }
