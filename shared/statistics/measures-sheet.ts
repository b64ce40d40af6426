import { measures } from '../figures/measures'
import { type MeasureGroup, measureGroups } from '../figures/measures/define'
import type { Sheet, SheetRow } from '../paper/sheet/model'

/** 口径说明 on paper: every figure under its heading, what it counts and since which version; upright A4. */
export function measuresSheet(): Sheet {
  const groups = Object.entries(measureGroups) as readonly (readonly [MeasureGroup, string])[]
  return {
    title: '统计口径说明',
    orientation: 'portrait',
    columns: [
      { label: '统计项', width: 9, align: 'left', format: 'text' },
      { label: '单位', width: 3, align: 'center', format: 'text' },
      { label: '统计口径', width: 26, align: 'left', format: 'text' },
      { label: '版本', width: 3, align: 'center', format: 'text' },
    ],
    rows: groups.flatMap(([group, heading]): SheetRow[] => {
      const own = measures.filter((measure) => measure.group === group)
      return [
        { role: 'group', cells: [{ text: heading }, { text: '' }, { text: '' }, { text: '' }] },
        ...own.map(
          ({ label, word, meaning, version }): SheetRow => ({
            role: 'plain',
            cells: [{ text: label }, { text: word }, { text: meaning }, { text: String(version) }],
          }),
        ),
      ]
    }),
  }
}
