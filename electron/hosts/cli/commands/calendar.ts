import { readFileSync } from 'node:fs'
import { noticeFields, readNotice } from '../../../../shared/deadlines/notice'
import { holidayYear } from '../../../../shared/kinds/holiday-year'
import { defineCommand } from '../command'
import { table } from '../table'
import { usage, wholeNumber } from '../usage'

const notice = defineCommand({
  name: 'calendar notice',
  summary: '读取国务院办公厅放假安排通知的原文，核对后登记为年度放假安排',
  options: {
    file: { value: 'F', help: '通知原文（文本文件，UTF-8）', required: true },
    year: { value: 'Y', help: '原文没有写年度时，是哪一年的通知' },
    save: { help: '核对无误，登记为年度放假安排；不写只显示读到的内容' },
  },
  run: async (ctx, { file, year, save }) => {
    const asked = year === undefined ? undefined : wholeNumber('year', year, 2000, 2099)
    const read = readNotice(textOf(file), asked)
    const rows = [
      ...read.holidays.map(({ name, from, to }) => [name, from === to ? from : `${from} 至 ${to}`]),
      ...read.makeUp.map((day) => ['调休上班', day]),
    ]
    const shown = [
      `${read.year ?? '？'}年放假安排`,
      table(['节日', '日期'], rows),
      ...read.problems.map((problem) => `请核对：${problem}`),
    ].join('\n')
    if (!save) return { json: { ...read, saved: null }, text: shown }
    const { id } = await (await ctx.signedIn()).records.save({
      kind: holidayYear.name,
      patch: noticeFields(read),
      operation: ctx.operation(),
    })
    return { json: { ...read, saved: id }, text: `${shown}\n已登记。` }
  },
})

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw usage(`无法读取文件 ${file}`)
  }
}

export const calendarCommands = [notice]
