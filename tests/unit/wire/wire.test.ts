import { askedNames, toldNames, wire } from '../../../shared/wire'
import { readWireNames, wireNamesArgument } from '../../../shared/wire-names'

describe('the channels of the window', () => {
  it('are told to the preload script by name, all of them and nothing else', () => {
    const names = readWireNames(['electron', wireNamesArgument(askedNames, toldNames), '--other=1'])
    expect([...names.asked, ...names.told].sort()).toEqual(Object.keys(wire).sort())
    expect(names.asked).toEqual(new Set(askedNames))
    expect(names.told).toEqual(new Set(toldNames))
  })

  it('are all closed where no names are told', () => {
    expect(readWireNames(['electron'])).toEqual({ asked: new Set(), told: new Set() })
    expect(readWireNames([wireNamesArgument([], [])])).toEqual({ asked: new Set(), told: new Set() })
  })

  it('take what they declare and not one member more', () => {
    expect(wire['host.info'].input.safeParse({}).success).toBe(true)
    expect(wire['host.info'].input.safeParse({ path: '/etc/passwd' }).success).toBe(false)
    const open = { title: 'x', extensions: ['ybb'], multiple: false }
    expect(wire['files.open'].input.safeParse(open).success).toBe(true)
    expect(wire['files.open'].input.safeParse({ ...open, extensions: ['../etc'] }).success).toBe(false)
  })

  it('show a file that was chosen by its token, never one by its path', () => {
    expect(wire['files.show'].input.safeParse({ token: 't' }).success).toBe(true)
    expect(wire['files.show'].input.safeParse({ path: '/etc/passwd' }).success).toBe(false)
    expect(wire['files.show'].input.safeParse({ token: 't', path: '/etc' }).success).toBe(false)
  })

  it('answer a chosen file by its token and its name, whatever else a handler knows of it', () => {
    const known = { token: 't', name: '六月.ybb', path: '/media/stick/六月.ybb' }
    expect(wire['files.open'].output.parse([known])).toEqual([{ token: 't', name: '六月.ybb' }])
    expect(wire['files.save'].output.parse(known)).toEqual({ token: 't', name: '六月.ybb' })
    expect(wire['files.folder'].output.parse(null)).toBeNull()
  })

  it('pass the engine’s answers on as they are, and nothing that is no answer', () => {
    const answer = { ok: { rows: [1] } }
    expect(wire['engine.call'].output.parse(answer)).toBe(answer)
    expect(wire['engine.call'].output.safeParse({ rows: [] }).success).toBe(false)
  })
})
