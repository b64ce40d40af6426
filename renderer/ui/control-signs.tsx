import {
  CheckCircleFilled,
  CloseCircleFilled,
  CloseOutlined,
  DownOutlined,
  ExclamationCircleFilled,
  InfoCircleFilled,
  LoadingOutlined,
} from '@ant-design/icons'

/** What empties a field is called so, for those who do not see its sign. */
export const clearable = { clearIcon: <CloseCircleFilled aria-label="清空" />, label: '清空' }

const close = <CloseOutlined aria-hidden="true" />

/** Signs beside words say nothing of their own: read out they would be English names of pictures. */
export const controlSigns = {
  drawer: { closeIcon: close },
  modal: { closeIcon: close },
  select: { suffixIcon: <DownOutlined aria-hidden="true" /> },
  button: { autoInsertSpace: false, loadingIcon: <LoadingOutlined spin aria-hidden="true" /> },
  alert: {
    successIcon: <CheckCircleFilled aria-hidden="true" />,
    infoIcon: <InfoCircleFilled aria-hidden="true" />,
    warningIcon: <ExclamationCircleFilled aria-hidden="true" />,
    errorIcon: <CloseCircleFilled aria-hidden="true" />,
  },
}
