// Loaded before the program's own main script: says on standard output when its first page has drawn a button. Where it is told who
// signs in (YUANBA_START, JSON), it signs in then, opens a list, and says so when a row of that is drawn.
const { app } = require('electron')

const signIn = process.env.YUANBA_START ? JSON.parse(process.env.YUANBA_START) : null

/** In the page: waits for what a selector finds, and for the frame after the one that draws it. */
const drawn = (selector) => `new Promise((done) => {
  const look = () =>
    document.querySelector(${JSON.stringify(selector)}) === null
      ? requestAnimationFrame(look)
      : requestAnimationFrame(() => requestAnimationFrame(() => done(true)))
  look()
})`

/** In the page: types the passphrase as a person does, for React hears of nothing else, and asks for the list. */
const opened = ({ passphrase, list }) => `{
  const field = document.querySelector('#root input[type=password]')
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, ${JSON.stringify(passphrase)})
  field.dispatchEvent(new Event('input', { bubbles: true }))
  location.hash = ${JSON.stringify(list)}
  requestAnimationFrame(() => field.form.requestSubmit())
}`

async function watch(contents) {
  await contents.executeJavaScript(drawn(signIn ? '#root input[type=password]' : '#root button'))
  if (signIn) {
    await contents.executeJavaScript(opened(signIn))
    await contents.executeJavaScript(drawn(signIn.row))
  }
  process.stdout.write('drawn\n')
}

app.on('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', () => {
    watch(contents).catch((error) => process.stderr.write(`${error}\n`))
  })
})
