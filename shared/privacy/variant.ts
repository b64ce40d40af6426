import { z } from 'zod'
import { maskText } from './masks'
import { hidePersonalNumbers } from './personal-numbers'

/** For whom something leaves the program: 内部, 上报, 公示. */
export const variant = z.enum(['internal', 'upward', 'public'])
export type Variant = z.infer<typeof variant>

export const variantLabels: Readonly<Record<Variant, string>> = {
  internal: '内部',
  upward: '上报',
  public: '公示',
}

/** The name of whoever typed or decided something, as a variant shows it. */
export function authorIn(variant: Variant, name: string): string {
  return variant === 'public' ? maskText('name', name) : name
}

/** Text that people wrote, as a variant shows it: numbers of people hidden but in 内部. */
export function printedText(text: string, variant: Variant): string {
  if (variant === 'internal') return text
  return hidePersonalNumbers(text, (mask, number) =>
    variant === 'public' ? '****' : maskText(mask, number.replace(/[^0-9０-９XxＸｘ]/g, '')),
  )
}
