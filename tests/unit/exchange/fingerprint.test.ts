import { pinyin } from 'pinyin-pro'
import { fingerprintOf, fingerprintText } from '../../../shared/exchange/fingerprint'
import { spokenWords } from '../../../shared/identifiers/spoken-words'

/** How a syllable may be heard in Sichuan, or over a bad line. */
const heard = (syllable: string): string =>
  syllable
    .replace(/^(z|c|s)h/, '$1')
    .replace(/^n/, 'l')
    .replace(/^f/, 'h')
    .replace(/^r/, 'l')
    .replace(/ng$/, 'n')
    .replace(/^hu(?=[aeo])/, 'h')

test('no two of the 1024 words are the same, or sound the same over the telephone', () => {
  const sounds = spokenWords.map((word) =>
    pinyin(word, { toneType: 'none', type: 'array', v: true }).map(heard).join(' '),
  )
  expect(new Set(spokenWords).size).toBe(1024)
  expect(new Set(sounds).size).toBe(1024)
  for (const word of spokenWords) expect(word).toMatch(/^\p{Script=Han}{2}$/u)
})

test('eight words say the first 80 bits of a site, each bit of them', () => {
  const site = '0123456789abcdef0123456789abcdef'
  expect(fingerprintText(site)).toBe('柠檬 工厂 锤子 夜宵 摔跤 菊花 拍手 雨衣')
  expect(fingerprintOf(site)).toHaveLength(8)
  const bits = Array.from({ length: 80 }, (_, bit) => {
    const turned = BigInt(`0x${site}`) ^ (1n << BigInt(127 - bit))
    return fingerprintText(turned.toString(16).padStart(32, '0'))
  })
  expect(new Set([fingerprintText(site), ...bits]).size).toBe(81)
  expect(fingerprintText(`${site.slice(0, 20)}ffffffffffff`)).toBe(fingerprintText(site))
})
