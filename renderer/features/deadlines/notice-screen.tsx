import { Alert, Button, Input } from 'antd'
import { useMemo, useState } from 'react'
import { noticeFields, readNotice } from '../../../shared/deadlines/notice'
import { holidayYear } from '../../../shared/kinds/holiday-year'
import { useRpc } from '../../engine/engine-context'
import { useMayWrite, useRecordWrites } from '../../kinds-ui/use-record-writes'
import { detailPath, listPath } from '../../paths'
import { attempt } from '../../ui/errors'
import { navigate } from '../../ui/hash-route'
import { Labeled } from '../../ui/labeled'
import { newOperation } from '../../ui/operation'
import { Page } from '../../ui/page'

/** The State Council's notice, pasted as it reads, becomes the year's working days once a person has looked at them. */
export function NoticeScreen() {
  const [text, setText] = useState('')
  const rpc = useRpc()
  const { announce } = useRecordWrites()
  const may = useMayWrite(holidayYear)
  const read = useMemo(() => readNotice(text), [text])
  const save = async (): Promise<void> => {
    const saved = await rpc.records.save({
      kind: holidayYear.name,
      patch: noticeFields(read),
      operation: newOperation(),
    })
    await announce(holidayYear, saved)
    navigate(detailPath(holidayYear, saved.id))
  }
  return (
    <Page
      title="读取放假通知"
      actions={<Button onClick={() => navigate(listPath(holidayYear))}>年度放假安排</Button>}
    >
      <Labeled label="通知原文">
        {(control) => (
          <Input.TextArea
            {...control}
            rows={8}
            value={text}
            onChange={({ target }) => setText(target.value)}
            placeholder="请将《国务院办公厅关于××年部分节假日安排的通知》连同标题和日期粘贴到这里"
          />
        )}
      </Labeled>
      {text.trim() !== '' &&
        read.problems.map((problem) => <Alert key={problem} type="warning" showIcon title={problem} />)}
      {read.holidays.length > 0 && (
        <>
          <table className="plain" aria-label="读到的放假安排">
            <caption>{read.year}年放假安排</caption>
            <thead>
              <tr>
                <th scope="col">节日</th>
                <th scope="col">从</th>
                <th scope="col">到</th>
              </tr>
            </thead>
            <tbody>
              {read.holidays.map(({ name, from, to }) => (
                <tr key={name}>
                  <td>{name}</td>
                  <td>{from}</td>
                  <td>{to}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p>调休上班：{read.makeUp.length > 0 ? read.makeUp.join('、') : '没有'}</p>
          {may ? (
            <Button type="primary" onClick={() => attempt(save)}>
              核对无误，登记为{read.year}年放假安排
            </Button>
          ) : (
            <p className="help">年度放假安排由区级登记，随交换文件带到各街道。</p>
          )}
        </>
      )}
    </Page>
  )
}
