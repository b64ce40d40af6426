import { type Variant, variant as variants } from '../../shared/privacy/variant'
import { useMay } from './session'

const forOutside = variants.options.filter((one) => one !== 'internal')

/** For whom the signed-in person may hand something out, the usual one first. */
export function useVariants(): readonly Variant[] {
  return useMay('handout.internal') ? variants.options : forOutside
}

/** The variant that is asked for where it is among those, else the usual one. */
export function variantAmong(mine: readonly Variant[], asked: string | null): Variant {
  return mine.find((one) => one === asked) ?? mine[0] ?? 'upward'
}
