const ordinals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'] as const
const FIRST_YEAR = 1986

/**
 * The five-year plan of legal publicity that a year lies in: 2021 to 2025 the eighth (八五), 2026 to 2030 the ninth (九五). The first
 * began in 1986. Outside the years that can be named so it is only called a plan.
 */
export function publicityPlanOf(year: number): string {
  const ordinal = ordinals[Math.floor((year - FIRST_YEAR) / 5)]
  return ordinal === undefined ? '普法规划' : `“${ordinal}五”普法规划`
}
