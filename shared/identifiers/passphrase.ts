/** Why a passphrase is easily guessed. */
export type PassphraseWeakness =
  | 'short'
  | 'repeated'
  | 'sequence'
  | 'digits'
  | 'phone'
  | 'date'
  | 'pinyin'
  | 'common'
  | 'name'

/** What is wrong, for the person who thought of it; goes on after 「口令」, without a full stop. */
export const weaknessWords: Readonly<Record<PassphraseWeakness, string>> = {
  short: '太短，至少 8 个字',
  repeated: '只有两三个字反复出现',
  sequence: '是键盘或数字的顺序',
  digits: '全是数字，很快就能试出来',
  phone: '里主要是电话或证件号码，认识您的人都知道',
  date: '里主要是日期，很快就能试出来',
  pinyin: '只是几个字的拼音加数字，姓名、地名都是这样被猜中的',
  common: '是人人会用的词',
  name: '里主要是您自己的姓名',
}

const SHORTEST = 8
/** Different characters that a passphrase has at the least. */
const DIFFERENT = 4
/** Characters that are left when what is known or easily guessed is taken away. */
const LEFT = 6
/** A name is one of a few that a finder would try, with a few characters behind it. */
const LEFT_OF_NAME = 4

/** One syllable of pinyin without a tone. */
const SYLLABLE =
  '(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uan|uai|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|ve|er|a|o|e|i|u|v)'
/** The first letters of a name, or qq, with a number before or behind them. */
const INITIALS = /^(?:[a-z]{1,3}\d+|\d+[a-z]{1,3})$/
const FEW_SYLLABLES = new RegExp(`^(?:${SYLLABLE}){1,4}$`)

/** Rows of a keyboard, the alphabet and the digits, each forwards and backwards. */
const rows = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb',
  'qazwsxedcrfvtgbyhnujmik',
  'zaqxswcdevfrbgtnhymju',
  'zaq12wsx',
  'qweasdzxc',
]
const sequences = rows.flatMap((row) => [row, [...row].reverse().join('')])

const commonWords = [
  ...['password', 'administrator', 'admin', 'welcome', 'iloveyou', 'woaini', 'letmein', 'hello', 'test'],
  ...[
    'default',
    'secret',
    'system',
    'office',
    'manager',
    'guest',
    'baidu',
    'root',
    'pass',
    'www',
    'com',
    'cn',
  ],
  // What is meant by a phrase of pinyin that is longer than a name.
  ...['woshi', 'wode', 'nihao', 'mima', 'zhongguo', 'zhonghua', 'renmin', 'gongheguo', 'fuwu', 'putong'],
  ...[
    'beijing',
    'shanghai',
    'sichuan',
    'chengdu',
    'chongqing',
    'wansui',
    'gongxi',
    'facai',
    'xinnian',
    'kuaile',
  ],
  ...['dragon', 'monkey', 'football', 'sunshine', 'princess', 'superman', 'master', 'windows', 'computer'],
  ...[
    'yuanba',
    'pufa',
    'sifaju',
    'sifasuo',
    '司法局',
    '司法所',
    '司法行政',
    '院坝普法台',
    '院坝普法',
    '管理员',
    '密码',
    '院坝',
    '普法',
  ],
  ...['中华人民共和国', '中国', '为人民服务', '人民', '全心全意', '不忘初心', '牢记使命', '四川', '成都'],
  ...[
    '一二三四',
    '甲乙丙丁',
    '子丑寅卯',
    '天地玄黄',
    '赵钱孙李',
    '人之初性本善',
    '床前明月光',
    '春眠不觉晓',
    '锄禾日当午',
  ],
] as const
const common = new RegExp(commonWords.join('|'), 'gu')
const phone = /1[3-9]\d{9}|[1-9]\d{5}(?:19|20)\d{9}[\dx]?|0\d{2,3}\d{7,8}/gu
const wholeDate = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{0,2}$/
const date =
  /(?:19|20)\d{2}(?:0?[1-9]|1[0-2])(?:0?[1-9]|[12]\d|3[01])|(?:19|20)\d{2}年?|\d{1,2}月\d{1,2}日?/gu

/**
 * Why a passphrase will not do, or `null` when nothing speaks against it. It knows what people here think of: birthdays,
 * telephone numbers, pinyin of names, 88888888.
 * A sentence of eight characters passes. @param owner the name of the person, who must not be the passphrase
 */
export function passphraseWeakness(passphrase: string, owner = ''): PassphraseWeakness | null {
  const typed = passphrase.normalize('NFKC').toLowerCase().trim()
  if ([...typed].length < SHORTEST) return 'short'
  const plain = typed.replaceAll(/[\s\p{P}\p{S}]/gu, '')
  const signs = [...plain]
  if (new Set(signs).size < DIFFERENT) return 'repeated'
  if (isSequence(plain)) return 'sequence'
  if (/^\d+$/.test(plain)) return digitsOf(plain)
  if (owner !== '' && without(plain, new RegExp(escaped(owner.toLowerCase()), 'gu'), LEFT_OF_NAME))
    return 'name'
  if (without(plain, common) || without(unmasked(typed), common)) return 'common'
  if (without(plain, phone)) return 'phone'
  if (without(plain, date)) return 'date'
  if (INITIALS.test(plain)) return 'pinyin'
  const letters = plain.replaceAll(/\d/g, '')
  if (/^[a-z]+$/.test(letters) && FEW_SYLLABLES.test(letters)) return 'pinyin'
  return null
}

/** Whoever writes p@ssw0rd thinks of the same word, and so does whoever guesses. */
function unmasked(typed: string): string {
  return typed.replaceAll(/[@0$1!3]/g, (sign) => lookalikes[sign] ?? sign).replaceAll(/[\s\p{P}\p{S}]/gu, '')
}
const lookalikes: Readonly<Record<string, string>> = {
  '@': 'a',
  '0': 'o',
  $: 's',
  '1': 'i',
  '!': 'i',
  '3': 'e',
}

/** What a passphrase of digits alone is taken from. */
function digitsOf(plain: string): PassphraseWeakness {
  const rest = plain.replaceAll(phone, '')
  if (rest.length < plain.length && rest.length < LEFT) return 'phone'
  return wholeDate.test(plain) ? 'date' : 'digits'
}

/** Whether something of this kind is in it and too little is left without it: a few characters, or digits with one other. */
function without(plain: string, part: RegExp, left = LEFT): boolean {
  const rest = plain.replaceAll(part, '')
  return rest.length < plain.length && ([...rest].length < left || /^(\D?\d*|\d*\D?)$/.test(rest))
}

/** Digits beside letters that follow a row say nothing more. */
const FEW_DIGITS = 2

/** Letters alone and digits alone follow a row of the keyboard, also where the two alternate. */
function isSequence(plain: string): boolean {
  if (!/^[a-z\d]+$/.test(plain)) return false
  const runs = [plain, plain.replaceAll(/\d/g, ''), plain.replaceAll(/\D/g, '')]
  const [whole = '', letters = '', digits = ''] = runs
  if (inRow(whole)) return true
  return (letters === '' || inRow(letters)) && (digits.length <= FEW_DIGITS || inRow(digits))
}

function inRow(run: string): boolean {
  const half = run.slice(0, run.length / 2)
  return [run, half + half === run ? half : run].some(isPieced)
}

/** Pieces of rows one behind the other, each of three keys at the least. */
function isPieced(run: string): boolean {
  return Array.from({ length: run.length - 2 }, (_, at) => at + 3).some(
    (end) =>
      sequences.some((row) => row.includes(run.slice(0, end))) &&
      (end === run.length || (run.length - end > 2 && isPieced(run.slice(end)))),
  )
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
