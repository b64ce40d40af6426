import { addDays, dayNumber } from '../dates'
import { kindOf } from '../kinds'
import { initialStates } from '../records/states'
import type { Body } from '../shapes'
import { personName, phoneNumber } from './people'
import { createPrng, type Prng, seededId } from './prng'
import type { DemoRecord, DemoSite } from './record'

const since = '2024-03-01'

/** What makes the rows of one register, each with an id that follows from where its sources stand. */
function rowsOf(site: DemoSite, prng: Prng, made: number): (name: string, body: Body) => DemoRecord {
  return (name, body) => {
    const kind = kindOf(name)
    const scope = kind.owner === 'district' || kind.lent ? site.scope : site.id
    const own = kind.owner === 'district' ? {} : { unit: site.id }
    return {
      id: seededId(prng, made),
      kind: name,
      scope,
      body: { ...initialStates(kind), ...own, ...body },
    }
  }
}

/** A few rows of each register that a district keeps for itself for years: places, schools, teachers, committees. */
export function districtRegisters(site: DemoSite): readonly DemoRecord[] {
  const prng = createPrng(`registers/${site.id}`)
  const row = rowsOf(site, prng, Date.UTC(2024, 2, 1))
  const committee = row('mediation-committee', {
    name: '区物业纠纷人民调解委员会',
    type: 'trade',
    director: personName(prng),
    phone: phoneNumber(prng),
    members: 5,
    from: since,
    elected: since,
  })
  return [
    row('form-template', {
      name: '法律咨询回执',
      forKind: 'consultation',
      text: [
        '{咨询人}：',
        '您于{咨询日期}提出的{咨询类别}咨询，已于{答复日期}答复如下：',
        '{解答意见}',
        '落款：{本单位}｜{今天}',
      ].join('\n'),
    }),
    row('reporting-rule', { from: '2021-01-01', dueDays: 5 }),
    row('retention-rule', { forKind: 'legal-aid-case', years: 10, basis: '示例，请按本区档案规定填写' }),
    row('legal-site', {
      name: '宪法主题公园',
      type: 'constitution',
      address: '滨江路',
      area: 3200,
      from: since,
    }),
    row('legal-site', {
      name: '青少年法治教育基地',
      type: 'youth',
      address: '实验学校',
      area: 260,
      from: since,
    }),
    row('vice-principal', {
      school: '区实验学校',
      name: personName(prng),
      sender: 'procuratorate',
      office: '区人民检察院检察官',
      from: '2024-09-01',
    }),
    row('lecturer', {
      name: personName(prng),
      role: 'lecturer',
      office: '区司法局',
      field: '民法典',
      from: since,
      lectures: 6,
    }),
    committee,
    row('mediator', { name: personName(prng), committee: committee.id, fullTime: true, from: since }),
  ]
}

/** A few rows of what a district notes each year: a case told, an examination, money, a day that moved. */
export function yearRegisters(seed: string, site: DemoSite, year: number): readonly DemoRecord[] {
  const row = rowsOf(site, createPrng(`${seed}/registers/${site.id}/${year}`), Date.UTC(year, 0, 1))
  return [
    row('case-story', {
      date: `${year}-01-18`,
      name: '高空抛物案：头顶上的安全谁来负责',
      source: 'court',
      laws: ['civilCode'],
      facts: '某小区住户从楼上抛下物品，砸坏楼下停放的车辆。',
      lesson: '民法典禁止从建筑物中抛掷物品，侵权人依法承担责任。',
      author: '区司法局',
    }),
    row('law-exam', {
      date: `${year}-01-20`,
      name: `${year}年度国家工作人员学法考试`,
      form: 'online',
      expected: 320,
      taken: 316,
      passed: 314,
      leaders: 42,
    }),
    row('public-notice', {
      date: `${year}-01-22`,
      subject: '拟推荐省级民主法治示范村（社区）名单',
      content: '经自愿申报、街道推荐和实地核查，拟推荐三湾社区为省级民主法治示范村（社区）。',
      from: `${year}-01-22`,
      to: `${year}-01-26`,
      office: '区司法局普法与依法治理科',
      hotline: '0832-0000000',
      place: '区政府门户网站、社区公示栏',
      outcome: '公示期满，没有收到异议',
    }),
    row('publicity-fund', {
      date: `${year}-01-10`,
      source: 'budget',
      purpose: '法治宣传教育专项',
      amount: 30_000_000,
      spent: 0,
    }),
    row('calendar-day', { day: saturdayOfJuly(year), change: 'rest', notice: '示例：与原安排相同的一天' }),
  ]
}

/** A day on which nobody works anyway: it says how such a row looks and moves no time limit. */
function saturdayOfJuly(year: number): string {
  const first = `${year}-07-01`
  return addDays(first, (((9 - dayNumber(first)) % 7) + 7) % 7)
}
