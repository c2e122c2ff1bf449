/** Draws tables of figures as plots with Chart.js, in the colours of the page; the tables stay, for whoever reads rather than looks. */
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js'

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
)

interface Figures {
  readonly rows: readonly string[]
  readonly columns: readonly { readonly name: string; readonly cells: readonly (number | null)[] }[]
}

/** Each at least 3:1 against the page (WCAG 1.4.11); neighbours differ in lightness too, and bars have gaps between them. */
const LIGHT = ['#0b4f8a', '#3f8fcb', '#b86e00', '#b0528a', '#a3231a', '#5f6f7e']
const DARK = ['#56b4e9', '#2f86c9', '#e69f00', '#cc79a7', '#ff9c92', '#8494a4']
/** Characters of a name beside its bar; the table has all of it. */
const MOST_LABEL = 18

export function drawPlots(plots: readonly HTMLElement[]): void {
  const charts = plots.map((plot) => {
    plot.hidden = false
    const canvas = plot.appendChild(document.createElement('canvas'))
    const figures = figuresOf(document.getElementById(plot.dataset.table ?? '')!)
    return { chart: new Chart(canvas, configOf(plot.dataset.plot ?? '', figures)), plot, figures }
  })
  const redraw = () => {
    for (const { chart, plot, figures } of charts) {
      const { data, options } = configOf(plot.dataset.plot ?? '', figures)
      chart.data = data
      chart.options = options ?? {}
      chart.update('none')
    }
  }
  if (charts.length === 0) return
  // Colours and sizes follow what the reader chooses for the page.
  new MutationObserver(redraw).observe(document.documentElement, {
    attributeFilter: ['data-theme', 'data-elder'],
  })
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw)
}

function figuresOf(table: HTMLElement): Figures {
  const rows = [...table.querySelectorAll('tbody tr')]
  const heads = [...table.querySelectorAll('thead th')].slice(1)
  return {
    rows: rows.map((row) => row.querySelector('th')?.dataset.name ?? ''),
    columns: heads.map((head, column) => ({
      name: head.textContent ?? '',
      cells: rows.map((row) => {
        const text = row.querySelectorAll('td')[column]?.textContent ?? ''
        return /^\d/.test(text) ? Number(text) : null
      }),
    })),
  }
}

function configOf(kind: string, { rows, columns }: Figures): ChartConfiguration<'bar' | 'line'> {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  const [ink, line] = [colour('--zd-ink'), colour('--zd-line')]
  const palette = isDark(colour('--zd-paper')) ? DARK : LIGHT
  const font = {
    family: getComputedStyle(document.body).fontFamily,
    size: Number.parseFloat(style.fontSize) * 0.85,
  }
  const bars = kind === 'bar'
  const axis = { ticks: { color: ink, font }, grid: { color: line }, stacked: kind === 'stacked' }
  const names = rows.map((name) =>
    bars && name.length > MOST_LABEL ? `${name.slice(0, MOST_LABEL - 1)}…` : name,
  )
  return {
    type: kind === 'line' ? 'line' : 'bar',
    data: {
      labels: names,
      datasets: columns.map(({ name, cells }, i) => ({
        label: name,
        data: [...cells],
        backgroundColor: palette[i % palette.length],
        borderColor: kind === 'line' ? palette[i % palette.length] : colour('--zd-paper'),
        borderWidth: kind === 'line' ? 2 : 1,
        pointStyle: i % 2 === 0 ? 'circle' : 'rect',
        pointRadius: 4,
        maxBarThickness: 40,
      })),
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      indexAxis: bars ? 'y' : 'x',
      scales: bars
        ? {
            x: { ...axis, beginAtZero: true, ticks: { ...axis.ticks, precision: 0 } },
            y: { ...axis, grid: { display: false } },
          }
        : {
            x: { ...axis, grid: { display: false } },
            y: { ...axis, beginAtZero: true, ticks: { ...axis.ticks, precision: 0 } },
          },
      plugins: {
        legend: { display: columns.length > 1, labels: { color: ink, font, usePointStyle: kind === 'line' } },
        tooltip: { titleFont: font, bodyFont: font },
      },
    },
  }
}

function isDark(paper: string): boolean {
  const [red = 255, green = 255, blue = 255] = (paper.match(/[\da-f]{2}/gi) ?? []).map((part) =>
    Number.parseInt(part, 16),
  )
  return red + green + blue < 384
}
