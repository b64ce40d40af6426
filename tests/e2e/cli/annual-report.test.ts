import { readFileSync } from 'node:fs'
import { type Example, makeExample } from '../../support/desks/example'
import { needs } from '../../support/machine/needs'
import { throughOffice } from '../../support/paper/office'
import { pdfText, printed } from '../../support/paper/paper'
import { textInZip } from '../../support/paper/zip'
import { launchBrowser } from '../../support/screens/browser'

/**
 * What the reference report says of each figure of DOMAIN 5 (reference/neijiang-hitech-2023-report.txt), in full-width points
 * as a 公文 prints them. Its place names are not ours: 三湾社区 stands in a street of the example.
 */
const phrases = [
  '择优选聘148人、建立26支村级普法小分队，定期开展院坝普法活动。',
  '选派12名执业律师担任街道26个村（社区）法律顾问，为基层社会治理提供法治保障。',
  '举办宪法宣讲活动50余次，向辖区居民投放宣传短信10万余条。',
  '发放各类普法宣传资料10万余份，引导更多群众主动学习法律知识，促进社会和谐稳定。',
  '提供法律咨询服务共232次，委托办理法律援助案件共95件，落实经费保障31900元。',
  '协调化解处理欠薪线索130条，为1000余名农民工提供服务保障。',
  // Two phrases: a page may end between them.
  '受理社会矛盾纠纷1134起，成功化解1123起，',
  '调处成功率99%，推动“小事不出社区、大事不出街道”',
  '三湾社区荣获2023年度“省级民主法治示范村（社区）”',
  '选聘8名律师担任21个区级部门法律顾问',
  '全年提供法律服务170余次，审查合法性文件9件，为政府重大决策提供坚强有力的法治保障。',
  '主任会议全年开展会前学法18次',
  // The sections outside （四）: what no record yields is an indicator of the district's own.
  '（一）坚持理论学习，推动法治政府建设',
  '（二）坚持依法行政，严格落实规范执法',
  '制定了16条整改措施，12个问题全部完成整改销号。',
  '开展2次行政复议专题培训',
  '审结行政诉讼12件，胜诉率66.67%。',
  '22名持证执法人员全部入驻“互联网+监管”平台',
  '选派9名通过中级执法资格考试民警担任专职法制员',
  '（三）坚持服务最优，推动营商环境提升',
  '选派6名业务能手组建帮办代办队伍，为辖区12家企业提供“一对一”精准服务，',
  '完成500余件帮办代办事项。',
  '组建“义警”等13个群防群治队伍',
  '发放6批次小微贷，17家市场主体受益，',
  '累计发放贷款4708万元，帮助4家企业获得3040万元融资',
  '（四）坚持普治结合，筑牢基层法律服务',
  '（五）坚持发展为民，维护辖区和谐安定',
  '完成老旧小区改造9处，惠及居民1000余户。',
  '参与社会治理活动7636次。',
  '群众安全感满意度综合指数达96.44%。',
  '（六）坚持廉政教育，严格落实政府监督',
  '开展廉政教育15次，开展专题警示教育1000余人次',
  '发放2000余条廉洁过节提示短信。',
  '自查自纠794人次，整改问题2106个。',
  '针对性制定防控措施216条。',
]

interface Written {
  readonly title: string
  readonly blocks: readonly { readonly type: string; readonly runs?: readonly { readonly text: string }[] }[]
  readonly figures: readonly {
    readonly id: string
    readonly measure: string
    readonly value: number
    readonly parts?: readonly unknown[]
  }[]
}

let example: Example

beforeAll(async () => {
  example = await makeExample(600, '2023')
})
afterAll(() => example?.desk.clear())

async function report(format: string, name = `年报.${format}`): Promise<string> {
  const out = example.desk.path(name)
  const laptop = example.desk.laptop('district')
  await laptop.json('report', 'annual', '--period', '2023', '--format', format, '--out', out)
  return out
}

function expectEveryPhrase(text: string): void {
  // At the end of each page of a PDF stand its mark, its number and its note, in the middle of a phrase too.
  const read = text.replace(/\s/g, '').replace(/密保意注料资部内|—\d+—|内部编号\d{6}/g, '')
  expect(phrases.filter((phrase) => !read.includes(phrase))).toEqual([])
}

test('the annual report in JSON says the reference’s sentence for every figure, and each opens rows that add up', async () => {
  const written = JSON.parse(readFileSync(await report('json'), 'utf8')) as Written
  expectEveryPhrase(written.blocks.flatMap(({ runs = [] }) => runs.map(({ text }) => text)).join(''))
  const laptop = example.desk.laptop('district')
  const ofTheYear = written.figures.filter(({ id }) => id.endsWith('@2023@*'))
  expect(ofTheYear.length).toBeGreaterThan(25)
  for (const { measure, value, parts } of ofTheYear) {
    type Answer = { readonly rows: readonly { readonly amount: number }[]; readonly value: number }
    const found = await laptop.json<Answer & { readonly parts?: readonly Answer[] }>(
      ...['figure', measure, '--period', '2023', '--rows'],
    )
    const checked = parts ? (found.parts ?? []) : [found]
    for (const one of checked)
      expect([measure, one.rows.reduce((sum, row) => sum + row.amount, 0)]).toEqual([measure, one.value])
    expect([measure, found.value]).toEqual([measure, value])
  }
})

test('the annual report in Word says the same', async () => {
  const bytes = readFileSync(await report('docx'))
  expectEveryPhrase(
    [...textInZip(bytes, 'word/document.xml').matchAll(/<w:t[^>]*>([^<]*)/g)]
      .map(([, text]) => text)
      .join(''),
  )
})

needs('soffice').test('the annual report in Word says the same as LibreOffice opens it', async () => {
  const bytes = readFileSync(await report('docx'))
  expectEveryPhrase(throughOffice('annual.docx', bytes, 'txt').toString('utf8'))
})

needs('chromium', 'chinese-font', 'pdftotext').test('the annual report as a PDF says the same', async () => {
  const pdf = example.desk.path('annual.pdf')
  const html = await report('html')
  const browser = await launchBrowser()
  await printed(browser, html, pdf).finally(() => browser.close())
  expectEveryPhrase(pdfText(pdf))
})

test('signed off, it is printed again byte by byte', async () => {
  const laptop = example.desk.laptop('district')
  const first = example.desk.path('first.html')
  const args = ['report', 'annual', '--period', '2023', '--format', 'html', '--out']
  const { frozen } = await laptop.json<{ frozen: { hash: string } }>(...args, first, '--freeze')
  expect(frozen.hash).toMatch(/^[0-9a-f]{64}$/)
  const [lead] = (
    await laptop.json<{ rows: { id: string }[] }>(
      'record',
      'list',
      '--kind',
      'wage-arrears-lead',
      '--limit',
      '1',
    )
  ).rows
  await laptop.json('record', 'delete', '--id', lead?.id ?? '', '--reason', '重复登记')
  const again = await report('html', 'again.html')
  expect(readFileSync(again, 'utf8')).toBe(readFileSync(first, 'utf8'))
  expect(readFileSync(first, 'utf8')).toContain('130')
})
