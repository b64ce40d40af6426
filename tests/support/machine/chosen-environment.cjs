/**
 * jest's Node, in which a run can be held to a list of tests: `.ci/run` runs what its bare run left out, and nothing else of
 * the same files. A pattern of names would also take a test of that name in another file.
 */
const { readFileSync } = require('node:fs')
const { relative } = require('node:path')
const { TestEnvironment } = require('jest-environment-node')

/** @returns {Set<string> | undefined} the full names that may run of a file; undefined: all */
function chosenOf(file, root) {
  if (!process.env.YUANBA_ONLY) return undefined
  const { leftOut } = JSON.parse(readFileSync(process.env.YUANBA_ONLY, 'utf8'))
  const path = relative(root, file).replaceAll('\\', '/')
  return new Set(leftOut.filter((one) => one.file === path).map((one) => one.name))
}

function* testsIn(block, titles = []) {
  for (const child of block.children) {
    if (child.type === 'describeBlock') yield* testsIn(child, [...titles, child.name])
    else yield { test: child, name: [...titles, child.name].join(' ') }
  }
}

module.exports = class ChosenEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context)
    this.chosen = chosenOf(context.testPath, config.projectConfig.rootDir)
  }

  handleTestEvent(event, state) {
    if (event.name !== 'run_start' || !this.chosen) return
    for (const { test, name } of testsIn(state.rootDescribeBlock))
      if (!this.chosen.has(name)) test.mode = 'skip'
  }
}
