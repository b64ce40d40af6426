import { z } from 'zod'
import { isJson, isJsonObject, type Json, type JsonObject } from './json'

/** Any JSON value. One plain walk: a schema object per value would cost seconds on a batch of 100 000 records. */
export const jsonValue = z.custom<Json>(isJson, 'input.invalid')

/** A JSON object; `__proto__` and its kind are keys like any other and are refused where fields are checked by name. */
export const jsonObject = z.custom<JsonObject>(isJsonObject, 'input.invalid')
