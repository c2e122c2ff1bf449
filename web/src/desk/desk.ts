/** Makes the desk quicker: files are dropped and uploaded with progress, and tables of figures are drawn as plots. */
import { takeUploads } from './upload.ts'

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-upload]')) takeUploads(form)

const plots = [...document.querySelectorAll<HTMLElement>('.plot[data-plot]')]
// The library that draws is loaded where something is drawn.
if (plots.length > 0) void import('./plots.ts').then(({ drawPlots }) => drawPlots(plots))
