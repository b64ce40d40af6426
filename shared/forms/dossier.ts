import type { Body } from '../shapes'

/** A paper of a dossier that the program prints: a form, and when it belongs in. */
export interface DossierPaper {
  readonly form: string
  /** Only where the record's field is filled, or is one of these. */
  readonly when?: { readonly field: string; readonly is?: readonly string[] }
}

/** A line of 卷内目录: the papers of the program that stand there; none for what people put in themselves. */
export interface DossierPart {
  readonly title: string
  readonly papers: readonly DossierPaper[]
  /** 有的装入. */
  readonly note?: string
}

/**
 * 卷宗: all papers of one record in the order of its file, the cover and 卷内目录 before them without a page number, the others numbered
 * through. Data, as forms are.
 */
export interface Dossier {
  readonly name: string
  readonly title: string
  /** Forms before the first numbered page. */
  readonly front: readonly string[]
  readonly parts: readonly DossierPart[]
}

/** What stands in a file, in order: a form of the program, or so many pages that somebody puts in. */
export type DossierEntry =
  | { readonly part: string; readonly form: string }
  | { readonly part: string; readonly pages: number }

/** How the list of what is put in is changed. */
export const DOSSIER_HELP =
  '每行一份材料，按装订顺序排列。写“装入”的印入卷宗，写“不装”的不印；另行装入的材料，请将“0页”改为实际页数。页号和卷内目录自动编排，修改只保存在这台电脑上。'

const put = { in: '装入', out: '不装' } as const
const separator = '｜'
/** More pages than these nobody binds. */
const mostPages = 999

/**
 * The list that says what is put in, one paper a line, for a person to change: `人民调解申请书｜装入`, `证据材料｜3页`. Lines may be moved; one
 * that is taken out is not put in.
 * @param titleOf a form's title
 */
export function dossierText({ parts }: Dossier, body: Body, titleOf: (form: string) => string): string {
  return parts
    .flatMap(({ title, papers }) =>
      papers.length === 0
        ? [`${title}${separator}0页`]
        : papers.map(
            ({ form, when }) => `${titleOf(form)}${separator}${isWanted(when, body) ? put.in : put.out}`,
          ),
    )
    .join('\n')
}

function isWanted(when: DossierPaper['when'], body: Body): boolean {
  if (when === undefined) return true
  const value = body[when.field]
  const isFilled = value !== undefined && value !== null && value !== '' && value !== false
  return when.is === undefined ? isFilled : when.is.includes(String(value))
}

/** What such a list puts in, in its order; lines that name nothing of the dossier are left out. */
export function readDossier(
  { parts }: Dossier,
  text: string,
  titleOf: (form: string) => string,
): readonly DossierEntry[] {
  const forms = new Map(
    parts.flatMap(({ title, papers }) => papers.map(({ form }) => [titleOf(form), { part: title, form }])),
  )
  const others = new Set(parts.filter(({ papers }) => papers.length === 0).map(({ title }) => title))
  return text.split('\n').flatMap((line): DossierEntry[] => {
    const [name = '', said = ''] = line.split(/｜|\|/).map((one) => one.trim())
    const form = forms.get(name)
    if (form) return said === put.out || /^0\s*页?$/.test(said) ? [] : [form]
    const pages = Number(/^(\d{1,3})\s*页?$/.exec(said)?.[1] ?? 0)
    return others.has(name) && pages > 0 ? [{ part: name, pages: Math.min(pages, mostPages) }] : []
  })
}

/** Where each entry begins, numbered through from 1. @param pagesOf the pages of a form as it prints */
export function numbered(
  entries: readonly DossierEntry[],
  pagesOf: (form: string) => number,
): readonly { readonly entry: DossierEntry; readonly from: number; readonly to: number }[] {
  let next = 1
  return entries.map((entry) => {
    const from = next
    next += 'form' in entry ? pagesOf(entry.form) : entry.pages
    return { entry, from, to: next - 1 }
  })
}

/** A line of 卷内目录 as it prints. */
export interface ContentsLine {
  readonly title: string
  /** 「1」, 「3-4」, 「1、5-6」; '' for what is not in. */
  readonly pages: string
  readonly note: string
}

/** 卷内目录: every part of the dossier with the pages of what is in. */
export function contentsOf(
  { parts }: Dossier,
  entries: readonly DossierEntry[],
  pagesOf: (form: string) => number,
): readonly ContentsLine[] {
  const placed = numbered(entries, pagesOf)
  return parts.map(({ title, note = '' }) => {
    const spans = joined(placed.filter(({ entry }) => entry.part === title))
    const pages = spans.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`)).join('、')
    return { title, pages, note }
  })
}

interface Span {
  readonly from: number
  readonly to: number
}

/** Pages that follow one another as one span. */
function joined(spans: readonly Span[]): readonly Span[] {
  const found: Span[] = []
  for (const { from, to } of spans) {
    const last = found.at(-1)
    if (last && last.to + 1 === from) found[found.length - 1] = { from: last.from, to }
    else found.push({ from, to })
  }
  return found
}

/** 人民调解卷宗, in the order of 卷内目录 of 2010. */
export const mediationDossier: Dossier = {
  name: 'mediation-dossier',
  title: '人民调解卷宗（全卷）',
  front: ['mediation-cover', 'mediation-contents'],
  parts: [
    {
      title: '人民调解申请书或者人民调解受理登记表',
      papers: [
        { form: 'mediation-application', when: { field: 'appliedOn' } },
        { form: 'mediation-acceptance' },
      ],
    },
    { title: '人民调解当事人权利义务告知书', papers: [{ form: 'mediation-rights' }] },
    { title: '当事人身份证明', papers: [] },
    { title: '授权委托书', papers: [], note: '如有则装入' },
    { title: '人民调解调查记录', papers: [], note: '如有则装入' },
    { title: '证据材料', papers: [], note: '如有则装入' },
    { title: '人民调解记录', papers: [{ form: 'mediation-record' }] },
    {
      title: '人民调解协议书或者口头协议登记表',
      papers: [
        { form: 'mediation-agreement', when: { field: 'agreementForm', is: ['written'] } },
        { form: 'mediation-oral-agreement', when: { field: 'agreementForm', is: ['oral'] } },
      ],
    },
    { title: '履行凭证', papers: [], note: '如有则装入' },
    { title: '人民调解回访记录', papers: [{ form: 'mediation-visit', when: { field: 'visitedOn' } }] },
    { title: '司法确认有关材料', papers: [], note: '如有则装入' },
    { title: '卷宗情况说明', papers: [], note: '如有则装入' },
  ],
}
