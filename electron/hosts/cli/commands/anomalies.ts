import type { AnomalyEntry } from '../../../../shared/contract/anomalies'
import type { Rpc } from '../../../../shared/contract/rpc'
import { problemText } from '../../../../shared/field-problems'
import { localMinute } from '../../../engine/moment'
import { defineCommand } from '../command'
import { table } from '../table'

const anomalies = defineCommand({
  name: 'anomalies',
  summary: '列出不合格式、没有计入报表的内容',
  options: { kind: { value: 'K', help: '只看这一种记录' } },
  run: async (ctx, { kind }) => {
    const found = await everyAnomaly(await ctx.signedIn(), kind)
    const rows = found.map((one) => [
      ...[one.number ?? one.record, one.title, one.label, one.text, problemText({ ...one }, one.label)],
      ...[one.author, localMinute(one.at), one.siteName, fileText(one)],
    ])
    return { json: { anomalies: found }, text: table(headings, rows) }
  },
})

const headings = ['记录', '标题', '项目', '内容', '原因', '填写人', '填写时间', '电脑', '来自批次']

function fileText({ bundle }: AnomalyEntry): string {
  return bundle ? `${bundle.fromName} 第 ${bundle.serial} 批` : ''
}

async function everyAnomaly(rpc: Rpc, kind: string | undefined): Promise<readonly AnomalyEntry[]> {
  const found: AnomalyEntry[] = []
  let after: number | null = null
  do {
    const page = await rpc.anomalies.list({
      limit: 1000,
      ...(after === null ? {} : { after }),
      ...(kind === undefined ? {} : { kind }),
    })
    found.push(...page.anomalies)
    after = page.next
  } while (after !== null)
  return found
}

export const anomalyCommands = [anomalies]
