import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { EngineProvider } from './engine/engine-context'
import { App } from './shell/app'
import { selectTransport } from './transport/select'
import { keepNoFields } from './ui/unkept-fields'
import 'antd/dist/antd.css'
import './ui/styles/base.css'
import './ui/styles/shell.css'
import './ui/styles/home.css'
import './ui/styles/pages.css'
import './ui/styles/list.css'
import './ui/styles/grid.css'
import './ui/styles/bulk.css'
import './ui/styles/tables.css'
import './ui/styles/review.css'
import './ui/styles/palette.css'
import './ui/styles/forms.css'
import './ui/styles/detail.css'
import './ui/styles/calendar.css'
import './ui/styles/charts.css'
import './ui/styles/conflicts.css'
import './ui/styles/duplicates.css'
import './ui/styles/attachments.css'
import './ui/styles/journey.css'
import './ui/styles/start.css'
import './ui/styles/indicators.css'
import './ui/styles/themes.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

// The placeholder in index.html is replaced by the host for each load; antd's style elements carry it.
const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? ''

keepNoFields(document)
const transport = await selectTransport()
createRoot(root).render(
  <StrictMode>
    <EngineProvider transport={transport}>
      <App nonce={nonce} />
    </EngineProvider>
  </StrictMode>,
)
