/** Gives the word tables of targets (aims, light verbs, states) as patterns. */
import table from '../../data/target-words.json' with { type: 'json' }
import { anyOf } from '../../text/any-of.ts'

/** 力争, 争取 …; 争取资金 means to obtain funds and is no aim. */
export const AIM = new RegExp(`(?:${anyOf(table.aim)})(?<!争取(?=${anyOf(table.obtained)}))`, 'g')
export const FIRM = new RegExp(anyOf(table.firm), 'g')
export const FORECAST = new RegExp(anyOf(table.forecast))
/** Words at the head of a clause that say nothing about what is measured. */
export const LIGHT_HEAD = new RegExp(`^(?:${anyOf(table.light)})`)
/** Words right before a figure that say nothing about what is measured. */
export const LIGHT_TAIL = new RegExp(`(?:${anyOf(table.trailing)})$`)
/** Words that begin or end like a light word but are other words: 再生水, 应用, 供需, 许可. */
export const KEPT_HEAD = new RegExp(`^(?:${anyOf(table.keptHeads)})`)
export const KEPT_TAIL = new RegExp(`(?:${anyOf(table.keptTails)})$`)
/** States that are goals wherever they stand: 全覆盖, 零增长. */
export const STATE = new RegExp(anyOf(table.states))
/** States that are goals when a deadline or a goal section says so: 基本形成, 显著提升. */
export const STATE_PREDICATE = new RegExp(anyOf(table.statePredicates))
/** Verbs that open a dated goal without a figure: 完成…评价, 采用清洁能源. */
export const GOAL_VERB = new RegExp(`(?:${anyOf(table.goalVerbs)})`)
