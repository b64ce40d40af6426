import { defineKind } from '../definition/define-kind'
import { choice, count, decimal, ref, text } from '../definition/fields'

export const unitLevels = {
  province: '省（自治区、直辖市）',
  city: '市',
  district: '区（功能区）',
  street: '街道（乡镇）',
  village: '村',
  community: '社区',
  group: '组',
} as const

/** Which levels may stand under which. */
const parents: Readonly<Record<string, readonly string[]>> = {
  province: [],
  city: ['province'],
  district: ['city'],
  street: ['district'],
  village: ['street'],
  community: ['street'],
  group: ['village', 'community'],
}

/** The levels that may stand directly under `level`. */
export function levelsUnder(level: string): readonly string[] {
  return Object.keys(parents).filter((child) => parents[child]?.includes(level))
}

/** Decimal places of a degree: about a metre. */
export const PLACE_SCALE = 5

/** Degrees that hold all of the country, islands too: nothing else is meant by a number. */
const extent = { longitude: { from: 73, to: 136 }, latitude: { from: 3, to: 54 } } as const

const degrees = (of: keyof typeof extent, label: string, help: string) =>
  decimal({
    label,
    help,
    fact: true,
    scale: PLACE_SCALE,
    max: extent[of].to * 10 ** PLACE_SCALE,
    unit: '度',
    adds: false,
  })

/**
 * Where a unit lies, of its numbers counted in their last place. A file may bring any number: null for what is not in the country,
 * as it would draw all other units onto one point. @returns degrees
 */
export function unitPlace(
  longitude: number | null,
  latitude: number | null,
): { longitude: number; latitude: number } | null {
  if (longitude === null || latitude === null) return null
  const place = { longitude: longitude / 10 ** PLACE_SCALE, latitude: latitude / 10 ** PLACE_SCALE }
  const isWithin = (of: keyof typeof extent): boolean =>
    place[of] >= extent[of].from && place[of] <= extent[of].to
  return isWithin('longitude') && isWithin('latitude') ? place : null
}

/** A place is both numbers or none, and within the country. */
function placeProblems(r: Readonly<Record<string, unknown>>) {
  const missing = (['longitude', 'latitude'] as const).filter((of) => !r[of])
  if (missing.length === 1) return missing.map((field) => ({ field, reason: 'unit.place-half' as const }))
  if (missing.length === 2) return []
  return (['longitude', 'latitude'] as const)
    .filter((of) => Number(r[of]) < extent[of].from)
    .map((field) => ({ field, reason: 'unit.place-outside' as const, params: { ...extent[field] } }))
}

/**
 * 单位: the tree 省 → 市 → 区 → 街道 → 村/社区 → 组 (DOMAIN 1). The district edits it; a 功能区 may have no GB/T 2260 code.
 */
export const unit = defineKind({
  name: 'unit',
  label: '单位',
  code: 'DW',
  version: 1,
  owner: 'district',
  numbered: false,
  place: 'reference',
  tree: true,
  title: (r) => String(r.name ?? ''),
  fields: {
    name: text({ label: '名称', required: true, max: 60, search: true, index: true, personal: false }),
    level: choice({ label: '层级', required: true, options: unitLevels, index: true }),
    parent: ref({ label: '上级单位', to: 'unit', index: true }),
    code: text({
      label: '编码',
      fact: true,
      max: 12,
      search: true,
      help: '没有编码的功能区可以不填',
      personal: false,
    }),
    order: count({ label: '排序', fact: true, unit: '' }),
    longitude: degrees('longitude', '经度', '东经，如 104.06573；填了经纬度的单位画在地图上'),
    latitude: degrees('latitude', '纬度', '北纬，如 30.65946'),
  },
  form: [['name', 'level'], ['parent'], ['code', 'order'], ['longitude', 'latitude']],
  list: ['name', 'level', 'parent', 'code'],
  filters: ['level', 'parent'],
  sort: { field: 'name', descending: false },
  sorts: ['level', 'parent'],
  check: (r) => [
    ...(r.level !== 'province' && r.level !== 'city' && r.level !== 'district' && !r.parent
      ? [{ field: 'parent', reason: 'unit.parent-required' as const }]
      : []),
    ...placeProblems(r),
  ],
  checkWith: (r, bodyOf) => {
    const parent = typeof r.parent === 'string' ? bodyOf(r.parent) : undefined
    const fits = !parent || levelsUnder(String(parent.level)).includes(String(r.level))
    return fits ? [] : [{ field: 'parent', reason: 'unit.parent-level' }]
  },
})
