import type { Link } from './change'

/**
 * Changes that one change may replace under one key. People at two or three computers leave two or three heads; a file of
 * many more makes a reader work for minutes.
 */
export const MOST_OVER = 64

const changeId = /^[0-9a-f]{48}$/
const reading = /^[0-9a-f]{16}$/
const siteId = /^[0-9a-f]{32}$/
const hash = /^[0-9a-f]{64}$/
const salted = /^[0-9A-Za-z+/]{16}$/
const recordId = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/**
 * Whether a value is a change of the usual kind, told fifteen times as fast as `changeShape` tells it.
 * The reader of a bundle asks this of every line. A test holds that it says yes only where the schema does.
 * Where it says no, the schema decides.
 */
export function isPlainChange(value: unknown): value is Link {
  if (!isObject(value)) return false
  const { clock, site, scope, seq, prev, record, kind, kindVersion, author, at, reason, salt, set, over } =
    value
  return (
    Object.keys(value).length === (reason === undefined ? 13 : 14) &&
    isText(salt, salted) &&
    isText(clock, reading) &&
    isText(site, siteId) &&
    isShort(scope, 1, 64) &&
    isWhole(seq, Number.MAX_SAFE_INTEGER) &&
    isText(prev, hash) &&
    isText(record, recordId) &&
    isShort(kind, 1, 40) &&
    isWhole(kindVersion, 1_000_000) &&
    isShort(author, 0, 100) &&
    isText(at, moment) &&
    isMoment(at) &&
    (reason === undefined || isShort(reason, 0, 2000)) &&
    isObject(set) &&
    Object.keys(set).every((key) => key !== '' && key.length <= 120 && key !== '__proto__') &&
    isObject(over) &&
    Object.entries(over).every(([key, ids]) => Object.hasOwn(set, key) && areReplaced(ids))
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown, form: RegExp): value is string {
  return typeof value === 'string' && form.test(value)
}

function isShort(value: unknown, least: number, most: number): boolean {
  return typeof value === 'string' && value.length >= least && value.length <= most
}

function isWhole(value: unknown, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most
}

/** A day and hour that exist. */
function isMoment(text: string): boolean {
  const ms = Date.parse(text)
  return !Number.isNaN(ms) && new Date(ms).toISOString() === text
}

function areReplaced(ids: unknown): boolean {
  return (
    Array.isArray(ids) &&
    ids.length >= 1 &&
    ids.length <= MOST_OVER &&
    ids.every((id) => isText(id, changeId))
  )
}
