/** What 检查数据 looks at, in the words of the screen; counts go behind as the detail. */
export const checkWords = {
  pages: { name: '数据库文件', detail: (problem: string) => problem },
  keys: {
    name: '密钥文件',
    detail: (ok: boolean) => (ok ? '' : '不是程序最后写的那一份，可能被换成旧的文件，或被人改动'),
  },
  drafts: { name: '草稿', detail: (problem: string) => problem },
  chains: { name: '变更记录链', detail: (n: number) => `核对 ${n} 条变更` },
  checkpoints: { name: '各电脑的签名', detail: (n: number) => `核对 ${n} 个签名` },
  audit: {
    name: '操作日志链',
    detail: (row: number, gone: number) =>
      [
        row === 0 ? '' : `第 ${row} 条起不连续`,
        gone === 0 ? '' : `对方电脑见过的第 ${gone} 条已经不在，或被改写过`,
      ]
        .filter((part) => part !== '')
        .join('，'),
  },
  projection: {
    name: '记录与变更一致',
    detail: (n: number, wrong: number) => `核对 ${n} 条记录${wrong === 0 ? '' : `，${wrong} 条不一致`}`,
  },
  facts: {
    name: '统计数据与记录一致',
    detail: (wrong: number) => (wrong === 0 ? '' : `${wrong} 处不一致`),
  },
  attachments: {
    name: '附件',
    detail: (n: number, missing: number, wrong: number) =>
      [
        `核对 ${n} 个附件`,
        missing === 0 ? '' : `${missing} 个未随本批到达`,
        wrong === 0 ? '' : `${wrong} 个损坏或丢失`,
      ]
        .filter((part) => part !== '')
        .join('，'),
  },
} as const
