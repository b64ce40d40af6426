/** What jest's JSON report says of a run, and the words for what a machine could not run. */
import { relative } from 'node:path'
import { needs, unmarked } from './needs.mjs'

/**
 * @typedef {{ readonly file: string, readonly name: string, readonly lacking: readonly string[] }} LeftOut
 * A test that was left out. It says its file from the checkout's root, its full name, and the needs (build/needs.mjs) that
 * were not met.
 * @typedef {{ passed: number, failed: string[], leftOut: LeftOut[] }} Outcome failures by name
 */

/** @returns {Outcome} */
export const nothing = () => ({ passed: 0, failed: [], leftOut: [] })

/** Adds a part of a run to the whole. @param {Outcome} whole @param {Outcome} part */
export function add(whole, part) {
  whole.passed += part.passed
  whole.failed.push(...part.failed)
  whole.leftOut.push(...part.leftOut)
}

/**
 * Reads jest's report. A suite that broke outside its tests counts as one failure, and so does a test that was skipped for
 * no need that this machine lacks: nobody would ever see it run.
 * @param {{ testResults: readonly Suite[] }} report
 * @param {string} root the checkout
 * @returns {Outcome}
 * @typedef {{ name: string, status: string, assertionResults: readonly { fullName: string, status: string }[] }} Suite
 */
export function outcomeOf(report, root) {
  const whole = nothing()
  for (const suite of report.testResults) {
    const file = fileOf(suite, root)
    const before = whole.failed.length
    for (const { fullName, status } of suite.assertionResults) {
      const { title: name, lacking } = unmarked(fullName)
      if (status === 'passed') whole.passed += 1
      else if (status !== 'failed' && lacking.length > 0) whole.leftOut.push({ file, name, lacking })
      else whole.failed.push(`${file} › ${name}${status === 'failed' ? '' : '（无故略过）'}`)
    }
    if (suite.status === 'failed' && whole.failed.length === before) whole.failed.push(file)
  }
  return whole
}

/**
 * Reads the report of a run that was held to what an earlier one had left out: each of those passed, or failed.
 * @param {{ testResults: readonly Suite[] }} report
 * @param {readonly LeftOut[]} leftOut
 * @param {string} root the checkout
 * @returns {Outcome}
 */
export function outcomeOfRest(report, leftOut, root) {
  const whole = nothing()
  for (const { file, name } of leftOut) {
    const suite = report.testResults.find((one) => fileOf(one, root) === file)
    const found = suite?.assertionResults.find(({ fullName }) => fullName === name)
    if (found?.status === 'passed') whole.passed += 1
    else whole.failed.push(`${file} › ${name}${found?.status === 'failed' ? '' : '（还是没有运行）'}`)
  }
  const told = whole.failed.map((line) => line.split(' › ')[0])
  for (const suite of report.testResults)
    if (suite.status === 'failed' && !told.includes(fileOf(suite, root)))
      whole.failed.push(fileOf(suite, root))
  return whole
}

/** What was left out, in lines for a person: by what is missing, then by file. @param {readonly LeftOut[]} leftOut */
export function leftOutLines(leftOut) {
  const groups = Map.groupBy(leftOut, ({ lacking }) => lacking.map((need) => needs[need].says).join('、'))
  return [...groups].flatMap(([lacking, tests]) => [
    `缺 ${lacking}（${tests.length} 项）：`,
    ...tests.map(({ file, name }) => `  ${file} › ${name}`),
  ])
}

const fileOf = (suite, root) => relative(root, suite.name).replaceAll('\\', '/')
