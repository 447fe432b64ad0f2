settings-damaged = 设置无法读取，已使用默认值：{ $why }。原文件保留为 { $path }
settings-damaged-some = 以下设置无法读取，已恢复为初始值：{ $names }。原文件保留为 { $path }
