import { z } from 'zod'
import { isJson, isJsonMap, type Json } from './json'
import type { Body } from './shapes'

/** Any JSON value. One plain walk: a schema object per value would cost seconds on a batch of 100 000 records. */
export const jsonValue = z.custom<Json>(isJson, 'input.invalid')

/** A record or a patch in its nested shape; `__proto__` and its kind are keys like any other and are refused where fields are checked by name. */
export const bodySchema = z.custom<Body>(isJsonMap, 'input.invalid')
