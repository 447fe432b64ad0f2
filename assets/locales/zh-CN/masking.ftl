# 掩盖机密。
mask-said = { $count ->
    [0] 没有掩盖任何内容：未发现机密
   *[other] 已用 * 掩盖：{ $kinds }
}
mask-authorization = { $count } 处授权信息
mask-cookies = { $count } 处 Cookie 头
mask-urls = { $count } 处 URL 里的密码
mask-fields = { $count } 处查询、表单或 JSON 里的密码或令牌
mask-patterns = { $count } 处与你的模式相符的内容
