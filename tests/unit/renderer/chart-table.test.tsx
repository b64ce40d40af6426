/** @jest-environment jsdom */
import { render } from '@testing-library/react'
import { ChartTable } from '../../../renderer/figures-ui/chart-table'
import { MapSection } from '../../../renderer/figures-ui/map-section'
import { byName } from '../../../shared/charts/data'
import { figureOf } from '../../../shared/figures/make-figure'
import { measureOf } from '../../../shared/figures/measures'
import { monthPeriod } from '../../../shared/period'

const row = (id: string, value: number) => ({
  id,
  label: '城关区',
  place: { longitude: 104, latitude: 30 },
  figure: figureOf(measureOf('events'), monthPeriod(2026, 3), id, { value, rows: value }),
})

test('two districts of one name, at one place, are two rows and two circles, and React tells them apart', () => {
  const complaints = jest.spyOn(console, 'error').mockImplementation(() => undefined)
  const rows = [row('d1', 3), row('d2', 7)]
  const table = render(
    <ChartTable data={byName('各单位', '单位', '开展活动', rows)} onFigure={() => undefined} />,
  )
  expect(table.getAllByRole('rowheader', { name: '城关区' })).toHaveLength(2)
  expect(table.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['3', '7'])
  table.unmount()
  const map = render(
    <MapSection title="地图" label="开展活动" points={rows} without={[]} onFigure={() => undefined} />,
  )
  expect(map.container.querySelectorAll('circle')).toHaveLength(2)
  expect(complaints).not.toHaveBeenCalled()
  complaints.mockRestore()
})
