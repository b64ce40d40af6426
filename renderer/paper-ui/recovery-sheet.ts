const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)

/** The page's policy forbids style in markup; the sheet's own rules give the picture its size. */
const withoutStyle = (svg: string): string => svg.replaceAll(/ style="[^"]*"/g, '')

const style = `@page{size:A4;margin:25mm}
body{font-family:"FangSong","STFangsong","Noto Serif CJK SC",serif;font-size:14pt;line-height:1.8}
h1{font-size:20pt;text-align:center}
.key{font-family:monospace;font-size:15pt;border:1pt solid;padding:5mm;overflow-wrap:anywhere}
.key span{display:inline-block;margin-right:.5em}
.picture svg{width:45mm;height:45mm}`

/** A key in fours, so that nobody loses the place while copying by hand; `at` tells where each begins. */
export function groupsOf(key: string): readonly { readonly at: number; readonly text: string }[] {
  return [...key.matchAll(/.{1,4}/g)].map(({ index, 0: text }) => ({ at: index, text }))
}

/**
 * The sheet that is locked away: unit, key, date (`YYYY-MM-DD`), and what it is for. A whole HTML document.
 * @param picture the key's QR code as the markup of an SVG; `''` while it is not drawn
 */
export function recoverySheet(unit: string, recoveryKey: string, date: string, picture: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>恢复密钥</title><style>${style}</style></head>
<body><h1>院坝普法台 恢复密钥</h1><p>单位：${escaped(unit)}</p><p>日期：${escaped(date)}</p>
<p class="key">${groupsOf(recoveryKey)
    .map(({ text }) => `<span>${escaped(text)}</span>`)
    .join('')}</p>
<p>最后六位是校验位，抄错时程序会指出来。有扫码枪的，也可以扫这个二维码。</p><div class="picture">${withoutStyle(picture)}</div>
<p>所有用户都忘记口令时，凭此密钥可以打开本单位及所属街道的资料和备份。请由专人锁柜保管，不得拍照、不得存入电脑或通过网络发送。</p>
<p>保管人（签字）：____________</p></body></html>`
}
