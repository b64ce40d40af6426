/** @jest-environment jsdom */
import { moveOnEnter } from '../../../renderer/kinds-ui/record-form/enter-moves'

/** A form whose controls count as visible, as they would in a window. */
function form(html: string): HTMLFormElement {
  document.body.innerHTML = `<form>${html}</form>`
  const element = document.querySelector('form')
  if (!element) throw new Error('no form')
  for (const control of element.querySelectorAll<HTMLElement>('*'))
    Object.defineProperty(control, 'offsetParent', { value: element })
  return element
}

interface Press {
  readonly key?: string
  readonly isComposing?: boolean
}

/** Presses a key in the control with this id, as React would report it to the form. */
function press(
  element: HTMLFormElement,
  id: string,
  { key = 'Enter', isComposing = false }: Press = {},
): boolean {
  const target = document.getElementById(id)
  if (!target) throw new Error(`no #${id}`)
  target.focus()
  const native = new window.KeyboardEvent('keydown', { key, isComposing, cancelable: true })
  moveOnEnter({
    key,
    target,
    currentTarget: element,
    nativeEvent: native,
    keyCode: 0,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    preventDefault: () => native.preventDefault(),
    stopPropagation: () => undefined,
  })
  return native.defaultPrevented
}

const focused = (): string | undefined => document.activeElement?.id

test('Enter moves to the next control, and from the last one to the save button', () => {
  const element = form(
    '<input id="a"><button>×</button><input id="b"><button id="save" data-save>保存</button>',
  )
  press(element, 'a')
  expect(focused()).toBe('b')
  press(element, 'b')
  expect(focused()).toBe('save')
})

test('Enter belongs to the input method while it composes', () => {
  const element = form('<input id="a"><input id="b">')
  press(element, 'a', { isComposing: true })
  expect(focused()).toBe('a')
})

test('Enter stays a new line in a long text', () => {
  const element = form('<textarea id="a"></textarea><input id="b">')
  expect(press(element, 'a')).toBe(false)
  expect(focused()).toBe('a')
})

test('an open list takes Enter for its marked entry, and the cursor moves on once it has closed', async () => {
  const element = form(
    '<div class="ant-select"><input id="a" aria-expanded="true" aria-activedescendant="list_0"></div><input id="b">',
  )
  expect(press(element, 'a')).toBe(false)
  expect(focused()).toBe('a')
  document.getElementById('a')?.setAttribute('aria-expanded', 'false')
  await Promise.resolve()
  expect(focused()).toBe('b')
})

describe('Enter where something was typed and no entry is marked yet', () => {
  const waiting = () =>
    form(`<div class="ant-select is-pending"><input id="a" value="xf" aria-expanded="true" aria-controls="l"
      aria-activedescendant=""></div><div id="l" role="listbox">正在查找…</div><input id="b">`)
  const input = (): HTMLInputElement => {
    const found = document.getElementById('a')
    if (found instanceof HTMLInputElement) return found
    throw new Error('no input')
  }
  let pressed: string[]
  /** What the list hears; it may be told so only of what `moveOnEnter` lets through. */
  const listen = (): void => {
    pressed = []
    input().addEventListener('keydown', ({ key }) => pressed.push(key))
  }

  test('waits, and is pressed again once the list has marked one', async () => {
    press(waiting(), 'a')
    listen()
    expect(focused()).toBe('a')
    input().setAttribute('aria-activedescendant', 'l_0')
    await Promise.resolve()
    expect(pressed).toEqual(['Enter'])
    input().setAttribute('aria-activedescendant', 'l_1')
    await Promise.resolve()
    expect(pressed).toEqual(['Enter'])
  })

  test('is pressed again once nothing was found: it then moves on, as it would have later', async () => {
    press(waiting(), 'a')
    listen()
    document.querySelector('.ant-select')?.classList.remove('is-pending')
    await Promise.resolve()
    expect(pressed).toEqual(['Enter'])
  })

  test('is forgotten where the cursor went elsewhere first', async () => {
    press(waiting(), 'a')
    listen()
    document.getElementById('b')?.focus()
    input().setAttribute('aria-activedescendant', 'l_0')
    await Promise.resolve()
    expect(pressed).toEqual([])
  })
})

describe('a list in which nothing is left to choose', () => {
  const empty = (classes: string) =>
    form(`<div class="ant-select ${classes}"><input id="a" value="小分队" aria-expanded="true" aria-controls="l"
      aria-activedescendant="l_0"></div><div id="l" role="listbox">没有找到</div><input id="b">`)

  test('does not hold Enter, whatever was typed and whatever entry was marked before', () => {
    press(empty(''), 'a')
    expect(focused()).toBe('b')
  })

  test('still may get something to choose while it is being looked for', () => {
    press(empty('is-pending'), 'a')
    expect(focused()).toBe('a')
  })
})
