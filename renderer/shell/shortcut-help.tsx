import { Modal } from 'antd'
import { shortcutList } from '../ui/shortcuts'

/** F1: what the keys do. */
export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  return (
    <Modal open title="快捷键" footer={null} onCancel={onClose} style={{ top: '1.5rem' }} width="40rem">
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">按键</th>
            <th scope="col">作用</th>
          </tr>
        </thead>
        <tbody>
          {shortcutList.map(({ keys, does }) => (
            <tr key={keys}>
              <td>
                <kbd>{keys}</kbd>
              </td>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  )
}
