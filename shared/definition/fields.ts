import { LARGEST_DECIMAL } from '../decimal'
import type { DictionaryName } from '../dictionaries'
import { LARGEST_MONEY } from '../money'
import type { MaskName } from '../privacy/masks'

/** No village counts further; a number above this is a slip of the finger. */
const LARGEST_COUNT = 99_999_999

/** An adviser serves a handful of villages; this only bounds what a foreign file can send. */
export const MOST_REFS = 200

/** What every field of a record kind may say about itself; forms, tables, exports and checks read it. */
export interface FieldTraits {
  readonly label: string
  readonly required?: boolean
  /** Indexed: the list can filter and sort by it. */
  readonly index?: boolean
  /** Inside the kind's covering index for figures: a measure sums or filters by it. */
  readonly measured?: boolean
  /** A date, besides `date`, that figures count records by: a covering index begins with it. */
  readonly countedBy?: boolean
  /** Kept as a fact without an index: a time limit, or the engine itself, asks it. Of rows: those of their cells that say so. */
  readonly fact?: boolean
  /** Part of the record's search text. */
  readonly search?: boolean
  /** What the form offers in a new record: the value typed last, the one typed last for the same unit, or today. */
  readonly suggest?: 'last' | 'lastHere' | 'today'
  /** For a suggested day: the field that it is the day of. While that is empty, a draft does not keep the suggestion. */
  readonly dayOf?: string
  /** Personal: shortened on screens and in everything that leaves the program. */
  readonly mask?: MaskName
  /**
   * What a text without a mask says of people. `named`: it names somebody who acts in an office or lends a courtyard; whole at
   * work, shortened like `party` in what is published (公示). `false`: nobody; if somebody is written into it all the same,
   * numbers and the names that the record knows are taken out when it leaves the program.
   */
  readonly personal?: 'named' | false
  /** Of a number: a year, an age, a rate, a limit. Lists and ledgers do not sum it up. */
  readonly adds?: false
  readonly help?: string
  /** Other words for it in the headings of spreadsheets that are pasted. */
  readonly aliases?: readonly string[]
}

export interface TextField extends FieldTraits {
  readonly type: 'text'
  readonly max: number
  /** A checked form: telephone, 公民身份号码 (GB 11643), bank card, 统一社会信用代码 (GB 32100). */
  readonly format?: 'phone' | 'idNumber' | 'bankCard' | 'creditCode'
}
export interface LongTextField extends FieldTraits {
  readonly type: 'longText'
  readonly max: number
  /** `keepBoth`: two concurrent texts may be joined instead of choosing one. */
  readonly merge?: 'keepBoth'
}
export interface DateField extends FieldTraits {
  readonly type: 'date'
  /** A whole month: kept as its first day, shown without one. */
  readonly month?: true
}
export interface TimeField extends FieldTraits {
  readonly type: 'time'
}
/** A whole number of things, 0 or more; `unit` is the Chinese measure word printed behind it. */
export interface CountField extends FieldTraits {
  readonly type: 'count'
  readonly unit: string
  /** The largest number: by default, what is a slip of the finger anywhere. */
  readonly max: number
}
/** An amount of money in whole 分; typed and shown in 元. */
export interface MoneyField extends FieldTraits {
  readonly type: 'money'
  /** The largest amount, in 分. */
  readonly max: number
}
/** A number with decimal places, 0 or more, kept as its text (`shared/decimal.ts`); `unit` is printed behind it. */
export interface DecimalField extends FieldTraits {
  readonly type: 'decimal'
  /** The most decimal places; facts count in the last of them. */
  readonly scale: number
  /** The largest number, counted in its last place. */
  readonly max: number
  /** The Chinese measure word; '' where the record says it. */
  readonly unit: string
}
/** 是 or 否; absent means not said. */
export interface FlagField extends FieldTraits {
  readonly type: 'flag'
}
/** Ids of several other records of one kind. */
export interface RefsField extends FieldTraits {
  readonly type: 'refs'
  readonly to: string
  readonly levels?: readonly string[]
}
/**
 * Where a record came from: the id of the record it follows, or `id/rowId` for one of its rows. Set when a follow-up is
 * made, never typed.
 */
export interface OriginField extends FieldTraits {
  readonly type: 'origin'
}
export interface ChoiceField<V extends string = string> extends FieldTraits {
  readonly type: 'choice'
  readonly options: Readonly<Record<V, string>>
  /** The dictionary that a district may extend the options by; its label's words then find the record. */
  readonly dictionary?: DictionaryName
}
export interface ChoicesField<V extends string = string> extends FieldTraits {
  readonly type: 'choices'
  readonly options: Readonly<Record<V, string>>
  /** As in `ChoiceField`. */
  readonly dictionary?: DictionaryName
}
/** The id of another record; `to` names its kind. */
export interface RefField extends FieldTraits {
  readonly type: 'ref'
  readonly to: string
  /** For a reference to a unit: the levels that may be chosen. */
  readonly levels?: readonly string[]
  /** Offered first, and kept when the unit changes, are records of the same unit, of one above or below it. */
  readonly near?: true
  /** What choosing the record fills: own field → the field of the record (see `filledValues`). */
  readonly fills?: Readonly<Record<string, string>>
}
/** Sub-rows with ids of their own, merged row by row. */
export interface RowsField<F extends CellFields = CellFields> extends FieldTraits {
  readonly type: 'rows'
  readonly of: F
  /** The rows are also printed as a list of their own, with a signature each, under this title. */
  readonly batchList?: string
}

export type CellField =
  | TextField
  | LongTextField
  | DateField
  | TimeField
  | CountField
  | MoneyField
  | DecimalField
  | FlagField
  | ChoiceField
  | ChoicesField
  | RefField
  | RefsField
  | OriginField
export type Field = CellField | RowsField
export type CellFields = { readonly [key: string]: CellField }
export type Fields = { readonly [key: string]: Field }

/** The value type of a field; dates are `YYYY-MM-DD`, times `HH:mm`, money whole 分, decimals text, references the other record's id. */
export type ValueOf<F> = F extends CountField | MoneyField
  ? number
  : F extends FlagField
    ? boolean
    : F extends ChoiceField<infer V>
      ? WordOf<F, V>
      : F extends ChoicesField<infer V>
        ? readonly WordOf<F, V>[]
        : F extends RefsField
          ? readonly string[]
          : F extends RowsField<infer C>
            ? readonly RowOf<C>[]
            : string

/** A district's own word is any text. */
type WordOf<F, V> = F extends { readonly dictionary: DictionaryName } ? string : V

/** One sub-row: its id and its cells. */
export type RowOf<C extends CellFields> = { readonly id: string } & {
  readonly [K in keyof C]?: ValueOf<C[K]> | null
}

type Options<F extends FieldTraits> = Omit<F, 'type'>
/** What bounds itself where its field says nothing. */
type Bounded<F extends FieldTraits> = Omit<F, 'type' | 'max'> & { readonly max?: number }
/** No text without a decision about the people in it. */
type Decided = { readonly mask: MaskName } | { readonly personal: 'named' | false }

export const text = <const O extends Bounded<TextField>>(options: O & Decided): O & TextField => ({
  ...options,
  max: options.max ?? 200,
  type: 'text',
})
export const longText = <const O extends Bounded<LongTextField>>(options: O): O & LongTextField => ({
  ...options,
  max: options.max ?? 20000,
  type: 'longText',
})
export const date = <const O extends Options<DateField>>(options: O): O & DateField => ({
  ...options,
  type: 'date',
})
export const time = <const O extends Options<TimeField>>(options: O): O & TimeField => ({
  ...options,
  type: 'time',
})
export const count = <const O extends Bounded<CountField>>(options: O): O & CountField => ({
  ...options,
  max: options.max ?? LARGEST_COUNT,
  type: 'count',
})
export const money = <const O extends Bounded<MoneyField>>(options: O): O & MoneyField => ({
  ...options,
  max: options.max ?? LARGEST_MONEY,
  type: 'money',
})
export const decimal = <const O extends Bounded<DecimalField>>(options: O): O & DecimalField => ({
  ...options,
  max: options.max ?? LARGEST_DECIMAL,
  type: 'decimal',
})
export const flag = <const O extends Options<FlagField>>(options: O): O & FlagField => ({
  ...options,
  type: 'flag',
})
export const refs = <const O extends Options<RefsField>>(options: O): O & RefsField => ({
  ...options,
  type: 'refs',
})
/** The one `origin` field of a kind that can follow another record. */
export const origin = (): OriginField => ({ label: '来源', type: 'origin', index: true })
export const choice = <const O extends Options<ChoiceField>>(
  options: O,
): O & ChoiceField<keyof O['options'] & string> => ({ ...options, type: 'choice' })
export const choices = <const O extends Options<ChoicesField>>(
  options: O,
): O & ChoicesField<keyof O['options'] & string> => ({ ...options, type: 'choices' })
export const ref = <const O extends Options<RefField>>(options: O): O & RefField => ({
  ...options,
  type: 'ref',
})
export const rows = <const O extends Options<RowsField>>(options: O): O & RowsField<O['of']> => ({
  ...options,
  type: 'rows',
})
const phoneWords = [
  '联系电话',
  '电话号码',
  '联系方式',
  '手机',
  '手机号',
  '手机号码',
  '联系手机',
  '移动电话',
] as const
const idWords = [
  ...['身份证', '身份证号', '身份证号码', '居民身份证', '居民身份证号', '居民身份证号码'],
  ...['公民身份号码', '公民身份证号', '公民身份证号码', '证件号', '证件号码'],
]
const cardWords = [
  ...['银行卡', '银行卡号', '银行卡账号', '银行账号', '银行帐号', '银行账户', '卡号', '账号', '帐号'],
  ...['工资卡', '工资卡号', '工资卡账号', '工资账号', '开户账号', '收款账号'],
]

/** A telephone number: a mobile (^1[3-9]\d{9}$) or a landline with area code; masked wherever it is shown. */
export const phone = <
  const O extends { label: string; required?: boolean; help?: string; aliases?: readonly string[] },
>(
  options: O,
): O & TextField => ({
  aliases: phoneWords,
  ...options,
  max: 20,
  mask: 'phone',
  type: 'text',
  format: 'phone',
})

/** A Chinese citizen's ID number, checked by GB 11643; masked wherever it is shown. */
export const idNumber = <
  const O extends { label: string; required?: boolean; help?: string; aliases?: readonly string[] },
>(
  options: O,
): O & TextField => ({ aliases: idWords, ...options, max: 18, mask: 'id', type: 'text', format: 'idNumber' })

/** A bank card number; a wrong Luhn digit only warns. Masked wherever it is shown. */
export const bankCard = <
  const O extends { label: string; required?: boolean; help?: string; aliases?: readonly string[] },
>(
  options: O,
): O & TextField => ({
  aliases: cardWords,
  ...options,
  max: 23,
  mask: 'card',
  type: 'text',
  format: 'bankCard',
})

/** 统一社会信用代码; a wrong check digit only warns, because real codes fail it (DOMAIN 6). */
export const creditCode = <const O extends { label: string; required?: boolean; help?: string }>(
  options: O,
): O & TextField => ({ ...options, max: 18, personal: false, type: 'text', format: 'creditCode' })
