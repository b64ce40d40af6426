import { Button, Modal } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../shared/contract'
import { useRpc } from '../../engine/engine-context'
import { showToast } from '../../ui/toasts'
import { useBusy } from '../../ui/use-busy'

type Site = Output<'sites.list'>['sites'][number]

/** Lets in what is held of a lost computer and does not count, once a person has looked at who brought it. */
export function LetInSite({ site, onDone }: { site: Site; onDone: () => void }) {
  const rpc = useRpc()
  const [open, setOpen] = useState(false)
  const { busy, run } = useBusy()
  const letIn = async (): Promise<void> => {
    const { name, changes } = await rpc.sites.letIn({ site: site.site })
    showToast(`已接收 ${name} 的 ${changes} 条变更；请给其他电脑各导出一次`)
    setOpen(false)
    onDone()
  }
  return (
    <>
      <Button size="small" aria-label={`接收 ${site.name} 停用后到达的内容`} onClick={() => setOpen(true)}>
        收下
      </Button>
      <Modal
        open={open}
        title={`接收 ${site.name} 停用后到达的内容？`}
        okText="收下"
        cancelText="取消"
        okButtonProps={{ loading: busy }}
        onOk={() => void run(letIn)}
        onCancel={() => setOpen(false)}
      >
        <p>
          停用之后又收到这台电脑的 {site.waiting}{' '}
          条变更，现在均未计入。请先向当时的使用人核实是本人录入的，再接收；接收后各台电脑均计入，不能撤回。
        </p>
      </Modal>
    </>
  )
}
