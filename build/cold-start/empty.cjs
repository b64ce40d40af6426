// The yardstick of a cold start: a window of the same runtime with a page of one button.
const { join } = require('node:path')
const { app, BrowserWindow, Menu } = require('electron')

app.enableSandbox()
app.whenReady().then(() => {
  Menu.setApplicationMenu(null)
  const window = new BrowserWindow({ width: 1366, height: 768, show: false })
  window.once('ready-to-show', () => window.show())
  return window.loadFile(join(__dirname, 'index.html'))
})
app.on('window-all-closed', () => app.quit())
