// Loaded before the program's own main script: says on standard output when its first page has drawn a button.
const { app } = require('electron')

/** In the page: waits for a button, and for the frame after the one that draws it. */
const drawn = `new Promise((done) => {
  const look = () =>
    document.querySelector('#root button') === null
      ? requestAnimationFrame(look)
      : requestAnimationFrame(() => requestAnimationFrame(() => done(true)))
  look()
})`

app.on('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', () => {
    contents.executeJavaScript(drawn).then(
      () => process.stdout.write('drawn\n'),
      (error) => process.stderr.write(`${error}\n`),
    )
  })
})
