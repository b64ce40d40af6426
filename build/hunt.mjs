/**
 * `npm run hunt -- --minutes N [PATH…]` plays the random tests on new seeds for that long and tells what failed; it ends with
 * 1 where something did. A seed found so belongs into the array that its test gives to `seedsFor` (tests/support/laws/seed.ts).
 */
import { hunt, randomSuites, readOrder } from './hunting.mjs'
import { onProjectNode, root, runScript } from './project-node.mjs'

if (!onProjectNode) process.exit(await runScript('build/hunt.mjs', process.argv.slice(2)))

function order() {
  try {
    return readOrder(process.argv.slice(2))
  } catch (error) {
    console.error(error.message)
    process.exit(2)
  }
}

const { milliseconds, words } = order()
const suites = randomSuites(root, words)
if (suites.length === 0) {
  console.error(`没有用到种子的测试：${words.join(' ')}`)
  process.exit(2)
}
console.log(`在 ${suites.length} 个随机测试文件上寻找，${milliseconds / 60_000} 分钟。`)
let [played, found] = [0, 0]
await hunt({
  folder: root,
  suites,
  signal: AbortSignal.timeout(milliseconds),
  tell({ suite, seed, failed }) {
    played += 1
    found += failed.length
    for (const test of failed)
      console.log(`${test}\n  种子 ${seed}；再现：YUANBA_SEED=${seed} npx jest ${suite}`)
  },
})
console.log(
  found === 0
    ? `玩了 ${played} 遍，没有发现。`
    : `玩了 ${played} 遍，发现 ${found} 处。修好以后，把种子写进该测试交给 seedsFor 的数组。`,
)
process.exitCode = found === 0 ? 0 : 1
