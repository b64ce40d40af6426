import { type PassphraseWeakness, passphraseWeakness } from '../../../shared/identifiers/passphrase'
import { wordPassphrase } from '../../../shared/identifiers/word-passphrase'
import fc from '../../support/laws/property'

test.each<[string, PassphraseWeakness]>([
  ['太短', 'short'],
  ['七个字的口令短', 'short'],
  ['   1a桂花   ', 'short'],
  ['88888888', 'repeated'],
  ['我我我你你你我我', 'repeated'],
  ['１１１１１１１１', 'repeated'],
  ['12345678', 'sequence'],
  ['87654321', 'sequence'],
  ['12341234', 'sequence'],
  ['qwertyuiop', 'sequence'],
  ['1qaz2wsx', 'sequence'],
  ['abcd1234', 'sequence'],
  ['a1b2c3d4', 'sequence'],
  ['19851203', 'date'],
  ['1985-12-03', 'date'],
  ['13908181234', 'phone'],
  ['510105198512031234', 'phone'],
  ['02887654321', 'phone'],
  ['73920461', 'digits'],
  ['wangxiaoming', 'pinyin'],
  ['zhangwei1990', 'pinyin'],
  ['zhouyonggui88', 'pinyin'],
  ['lihua5208', 'pinyin'],
  ['password1', 'common'],
  ['yuanba2026', 'common'],
  ['示范区司法局', 'short'],
  ['成都市司法局2026', 'common'],
  ['全心全意为人民服务', 'common'],
  ['qq123456789', 'pinyin'],
  ['zyg1314520', 'pinyin'],
  ['1314520abc', 'pinyin'],
  ['P@ssw0rd', 'common'],
  ['Adm1n!2026', 'common'],
  ['test1234', 'common'],
  ['letmein123', 'common'],
  ['qazwsxedc', 'sequence'],
  ['zaq12wsx', 'sequence'],
  ['qweasdzxc', 'sequence'],
  ['1qaz@WSX', 'sequence'],
  ['asdqwe123', 'sequence'],
  ['zaq1xsw2', 'sequence'],
  ['asdf;lkj', 'sequence'],
  ['abcdefg1', 'sequence'],
  ['管理员123456', 'common'],
  ['密码是12345678', 'common'],
  ['root1234', 'common'],
  ['woshizhongguoren', 'common'],
  ['renmingongheguo2026', 'common'],
  ['www.baidu.com', 'common'],
  ['office2016', 'common'],
  ['一二三四五六七八', 'common'],
  ['床前明月光疑是地', 'common'],
  ['周永贵1234567', 'name'],
  ['周永贵周永贵周永贵', 'repeated'],
])('%s: %s', (typed, weakness) => {
  expect(passphraseWeakness(typed, '周永贵')).toBe(weakness)
})

test.each([
  '院坝里的桂花开了',
  '另一句口令一二三',
  '录入员的口令口令',
  '我家门口有两棵老槐树',
  'wo jia men kou you liang ke shu',
  'Tr0ub4dor&3x',
  '苹果桌子火山钢琴小雨',
])('%s will do', (typed) => {
  expect(passphraseWeakness(typed, '周永贵')).toBeNull()
})

test('a passphrase that the program makes is never refused, and the same for the same bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 10, maxLength: 10 }), (bytes) => {
      const made = wordPassphrase(bytes)
      expect([...made]).toHaveLength(10)
      expect(wordPassphrase(bytes)).toBe(made)
      const words = new Set(made.match(/../gu))
      if (words.size > 2) expect([made, passphraseWeakness(made)]).toEqual([made, null])
    }),
    { numRuns: 500 },
  )
})

test('whatever is typed is judged, and quickly enough for every keystroke', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ maxLength: 20 }),
      (typed, owner) => {
        const weakness = passphraseWeakness(typed, owner)
        expect(weakness === null || typeof weakness === 'string').toBe(true)
      },
    ),
    { numRuns: 500 },
  )
})
