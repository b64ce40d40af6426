/** What a serving hub counts, for Prometheus. Neither a name nor a value is ever a label. */
export interface Metrics {
  /** A call was answered. @param result `ok` or the error's code */
  answered(call: string, result: string, seconds: number): void
  /** In Prometheus' text format. */
  text(): string
}

/** Upper ends in seconds: the bars of the hub's reads lie among them. */
const buckets = [0.01, 0.05, 0.1, 0.5, 1, 1.5, 5, 30]

interface Series {
  count: number
  sum: number
  readonly within: number[]
}

/** Counters of this process, all at zero. */
export function newMetrics(): Metrics {
  const answers = new Map<string, number>()
  const times = new Map<string, Series>()
  return {
    answered(call, result, seconds) {
      const labels = `call="${call}",result="${result}"`
      answers.set(labels, (answers.get(labels) ?? 0) + 1)
      const series = times.get(call) ?? { count: 0, sum: 0, within: buckets.map(() => 0) }
      times.set(call, series)
      series.count += 1
      series.sum += seconds
      for (const [at, end] of buckets.entries())
        if (seconds <= end) series.within[at] = (series.within[at] ?? 0) + 1
    },
    text() {
      const lines = [
        '# HELP yuanba_hub_calls_total Calls answered, by call and result.',
        '# TYPE yuanba_hub_calls_total counter',
        ...[...answers].map(([labels, count]) => `yuanba_hub_calls_total{${labels}} ${count}`),
        '# HELP yuanba_hub_call_seconds How long calls took.',
        '# TYPE yuanba_hub_call_seconds histogram',
        ...[...times].flatMap(([call, series]) => histogram(call, series)),
      ]
      return `${lines.join('\n')}\n`
    },
  }
}

function histogram(call: string, { count, sum, within }: Series): string[] {
  const name = 'yuanba_hub_call_seconds'
  return [
    ...buckets.map((end, at) => `${name}_bucket{call="${call}",le="${end}"} ${within[at] ?? 0}`),
    `${name}_bucket{call="${call}",le="+Inf"} ${count}`,
    `${name}_sum{call="${call}"} ${sum}`,
    `${name}_count{call="${call}"} ${count}`,
  ]
}
