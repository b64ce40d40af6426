const width = 96
const height = 24
const edge = 2

/** How some numbers went, oldest first; the last one is marked. What it shows stands beside it in figures. */
export function Sparkline({ values }: { values: readonly number[] }) {
  const most = Math.max(1, ...values)
  const step = (width - 2 * edge) / Math.max(1, values.length - 1)
  const points = values.map((value, at): readonly [number, number] => [
    edge + at * step,
    height - edge - (value / most) * (height - 2 * edge),
  ])
  const last = points.at(-1)
  return (
    <svg
      className="sparkline"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      <polyline points={points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')} />
      {last && <circle cx={last[0]} cy={last[1]} r={edge} />}
    </svg>
  )
}
