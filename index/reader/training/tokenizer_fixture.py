"""Writes what the `tokenizers` library makes of 10,000 lines of the field documents and questions, for the test of the
TypeScript tokenizer:

    python index/reader/training/tokenizer_fixture.py --model index/reader --field FIELD \
        --out test/fixtures/reader/tokens.jsonl.gz

FIELD holds docs/*.txt and q/*.jsonl. The first line of the output names the tokenizer by its SHA-256; every other line is
[CRC-32 of the ids as little-endian int32, text]. The choice of lines is fixed by a seed."""
import argparse, glob, gzip, hashlib, json, os, random, struct, zlib
from tokenizers import Tokenizer

ODD = ['', ' ', '　', '𠮷野家䶮𠮷', '㎡㈠①％％　ﾊﾟｶﾞ', 'e\u0301te\u0301 İstanbul', 'a\u2581b ▁ ▁▁c', '\u200b零宽\u200b', '\ufeff开头', '\x85a\x85',
       '각하', '👍🏽👨\u200d👩\u200d👧', '…——“”', 'x' * 40, '  前后  空格 　', 'ﬁne ½ ²', '\u0e33ไทย', 'ЁЖ ёж', '1\u00a0000\u202f000']


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument('--model', required=True)
    a.add_argument('--field', required=True)
    a.add_argument('--out', required=True)
    a.add_argument('--lines', type=int, default=10_000)
    a.add_argument('--longest', type=int, default=110)
    a = a.parse_args()
    raw = open(os.path.join(a.model, 'tokenizer.json'), 'rb').read()
    tokenizer = Tokenizer.from_str(raw.decode())
    questions, lines = [], []
    for path in sorted(glob.glob(os.path.join(a.field, 'q', '*.jsonl'))):
        with open(path, encoding='utf-8') as f:
            questions += [turn for row in f if row.strip() for turn in json.loads(row)['turns']]
    for path in sorted(glob.glob(os.path.join(a.field, 'docs', '*.txt'))):
        with open(path, encoding='utf-8') as f:
            lines += [line.rstrip('\n')[:a.longest] for line in f if line.strip()]
    rng = random.Random(10)
    half = a.lines // 2
    texts = ODD + rng.sample(questions, min(half, len(questions)))
    texts += rng.sample(lines, min(a.lines - len(texts), len(lines)))
    os.makedirs(os.path.dirname(a.out), exist_ok=True)
    with gzip.GzipFile(a.out, 'wb', 9, mtime=0) as f:
        write = lambda value: f.write((json.dumps(value, ensure_ascii=False) + '\n').encode())
        write({'tokenizer': hashlib.sha256(raw).hexdigest(), 'lines': len(texts)})
        for text in texts:
            ids = tokenizer.encode(text, add_special_tokens=False).ids
            write([zlib.crc32(struct.pack(f'<{len(ids)}i', *ids)), text])
    print(len(texts), 'lines', os.path.getsize(a.out), 'bytes')


if __name__ == '__main__':
    main()
