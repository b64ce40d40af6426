import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type ErrorCode, errorCodes } from '../../../shared/errors'
import { problemReasons, problemText } from '../../../shared/field-problems'
import { messageFor, sentenceFor } from '../../../shared/messages'

const codes = Object.keys(errorCodes) as ErrorCode[]
const root = path.join(__dirname, '../../..')

function sources(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(path.join(root, folder, file), 'utf8'))
}

test.each(codes)('%s says in Chinese what happened, what was kept and what to do', (code) => {
  const message = messageFor({ code, params: {} })
  for (const part of [message.title, message.detail, message.action]) {
    expect(part).toMatch(/\p{Script=Han}/u)
    expect(part).not.toMatch(/[{}]|undefined/)
  }
})

test('parameters stand in the sentence', () => {
  expect(sentenceFor({ code: 'passphrase.wait', params: { seconds: 30 } })).toContain('30 秒')
})

test('a list of field problems is never printed as a parameter', () => {
  const params = { file: [{ field: 'people', reason: 'required' }] }
  expect(messageFor({ code: 'file.unreadable', params }).title).toBe('无法读取文件：')
})

test('every reason for refusing a field names the field', () => {
  for (const reason of problemReasons)
    expect(problemText({ field: 'people', reason }, '参加人数')).toContain('参加人数')
})

test('every reason that the code gives has a sentence of its own', () => {
  const given = [...sources('shared'), ...sources('electron')].flatMap((source) =>
    [...source.matchAll(/reason: '([a-z]+[a-z.-]*)'/g)].map((match) => match[1]),
  )
  expect(given.length).toBeGreaterThan(0)
  expect(
    given.filter((reason) => !(problemReasons as readonly (string | undefined)[]).includes(reason)),
  ).toEqual([])
})
