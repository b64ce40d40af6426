import type { ChartData } from '../../shared/charts/data'
import type { Figure } from '../../shared/figures/figure'
import { TableScroll } from '../ui/table-scroll'

interface ChartTableProps {
  readonly data: ChartData
  readonly onFigure: (figure: Figure) => void
}

/** The same numbers as a table, each of them a way to its records. */
export function ChartTable({ data, onFigure }: ChartTableProps) {
  const columns = [...data.series, ...(data.beside ?? [])]
  return (
    <TableScroll label={data.title}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{data.by}</th>
            {columns.map(({ label, word }) => (
              <th scope="col" key={label}>
                {label}（{word}）
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.labels.map((label, at) => (
            <tr key={data.ids[at]}>
              <th scope="row">{label}</th>
              {columns.map((column) => (
                <td className="number" key={column.label}>
                  <Amount figure={column.figures[at]} onFigure={onFigure} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function Amount({ figure, onFigure }: { figure: Figure | undefined; onFigure: (figure: Figure) => void }) {
  if (!figure || figure.records === 0) return figure?.text ?? ''
  return (
    <button type="button" className="figure-link" onClick={() => onFigure(figure)}>
      {figure.text}
    </button>
  )
}
