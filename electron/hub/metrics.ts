import type { WatchedSums } from './ingest/watch-told'

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

/**
 * The files that wait in watched folders, in the same format. @param sums `undefined` where the database did not answer
 * @param now milliseconds
 */
export function watchedText(sums: WatchedSums | undefined, now: number): string {
  const up = [
    '# HELP yuanba_hub_database_up Whether the database answered.',
    ...gauge('database_up', sums ? 1 : 0),
  ]
  if (!sums) return `${up.join('\n')}\n`
  const age = sums.oldest === null ? 0 : Math.max(0, (now - Date.parse(sums.oldest)) / 1000)
  const lines = [
    ...up,
    '# HELP yuanba_hub_watched_files Files that wait in watched folders.',
    ...gauge('watched_files', sums.files),
    '# HELP yuanba_hub_watched_behind_files Those of them that go on from a file that has not come.',
    ...gauge('watched_behind_files', sums.behind),
    '# HELP yuanba_hub_watched_oldest_seconds How long the oldest of them has waited.',
    ...gauge('watched_oldest_seconds', Math.round(age)),
    '# HELP yuanba_hub_watchers Watched folders, by whether their process goes on.',
    '# TYPE yuanba_hub_watchers gauge',
    ...Object.entries(sums.states).map(([state, count]) => `yuanba_hub_watchers{state="${state}"} ${count}`),
  ]
  return `${lines.join('\n')}\n`
}

const gauge = (name: string, value: number): readonly string[] => [
  `# TYPE yuanba_hub_${name} gauge`,
  `yuanba_hub_${name} ${value}`,
]

function histogram(call: string, { count, sum, within }: Series): string[] {
  const name = 'yuanba_hub_call_seconds'
  return [
    ...buckets.map((end, at) => `${name}_bucket{call="${call}",le="${end}"} ${within[at] ?? 0}`),
    `${name}_bucket{call="${call}",le="+Inf"} ${count}`,
    `${name}_sum{call="${call}"} ${sum}`,
    `${name}_count{call="${call}"} ${count}`,
  ]
}
