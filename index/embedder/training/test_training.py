"""Tests of the trainer on data of a few words:

    node index/reader/training/run.mjs index/embedder/training/test_training.py
"""
from __future__ import annotations

import os
import tempfile
import unittest
from dataclasses import replace

import numpy as np
import onnx
import onnxruntime
import torch

from batches import BatchLoader, Texts, translate
from held_out import without_leaks
from normalise import normalise, text_key
from prepare import Prepared
from recipe import FIRST, Entry
from sources import Source
from tokens import TokenStore, build_store, build_tokenizer, ragged
from train_table import Table, contrastive_loss, initial_rows, train
from translation import TranslationTable, train_ibm_model_1
from write_model import onnx_bytes, quantise


def store(*documents: list[str]) -> TokenStore:
    """Texts are token ids with spaces between them; every document has two."""
    texts = [np.array(text.split(), dtype=np.uint16) for texts in documents for text in texts]
    offsets = np.concatenate([[0], np.cumsum([len(text) for text in texts])])
    return TokenStore(np.concatenate(texts), offsets, np.arange(len(documents) + 1) * 2)


def table_of(translations: dict[int, dict[int, float]], vocabulary: int) -> TranslationTable:
    rows = [translations.get(token, {}) for token in range(vocabulary)]
    offsets = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    targets = np.array([target for row in rows for target in row], dtype=np.int64)
    return TranslationTable(offsets, targets, np.array([p for row in rows for p in row.values()], dtype=np.float32))


class Data(unittest.TestCase):
    def test_normalises_as_the_runtime_does(self) -> None:
        self.assertEqual(normalise("發展 Café ２０２５年 ㎡"), "发展 cafe 2025年 m2")

    def test_drops_what_holds_an_evaluation_text(self) -> None:
        keys = {text_key(normalise("發展 綠色建築。"))}
        documents = [["发展绿色建筑", "正文"], ["其他", "正文"]]
        self.assertEqual(without_leaks(Source("a", False, documents), keys).documents, [["其他", "正文"]])
        self.assertEqual(without_leaks(Source("b", True, documents), keys).documents, [["正文"], ["其他", "正文"]])

    def test_store_has_no_document_with_an_empty_text(self) -> None:
        pieces = ["[PAD]", "[UNK]", "一", "二", "一二", "ab"]
        tokenizer = build_tokenizer(pieces, [-30, -30, -5, -5, -6, -9])
        built = build_store([["一二 ab", "二"], ["一", "三?"], ["ab三", "一"]], tokenizer)
        self.assertEqual(built.tokens.tolist(), [4, 5, 3, 5, 2])
        self.assertEqual(built.offsets.tolist(), [0, 2, 3, 4, 5])
        self.assertEqual(built.documents.tolist(), [0, 2, 4])

    def test_ragged(self) -> None:
        self.assertEqual(ragged(np.array([3, 9, 0]), np.array([2, 0, 3])).tolist(), [3, 4, 0, 1, 2])


class Translation(unittest.TestCase):
    def test_finds_which_word_translates_which(self) -> None:
        # 1 ↔ 11, 2 ↔ 12, 3 ↔ 13; 9 stands in every translation.
        pairs = [["1 2", "11 12 9"], ["1 3", "13 11 9"], ["2 3", "9 12 13"], ["1", "11 9"], ["3", "9 13"]]
        table = train_ibm_model_1([store(*pairs, *pairs, ["4", "14"])], 0, 20)
        for source in (1, 2, 3):
            self.assertEqual(table.targets[table.offsets[source]], source + 10)
        self.assertEqual(table.offsets[5], table.offsets[6])

    def test_draws_by_probability_and_leaves_out_what_has_no_translation(self) -> None:
        table = table_of({1: {7: 0.75, 8: 0.25}, 3: {9: 0.5}}, 10)
        drawn = translate(Texts(np.array([1, 2] * 4000 + [3, 2]), np.array([8000, 1, 1])), table, np.random.default_rng(1))
        self.assertEqual(drawn.lengths.tolist(), [4000, 1, 0])
        self.assertAlmostEqual(np.mean(drawn.tokens[:4000] == 7), 0.75, delta=0.03)
        self.assertEqual(drawn.tokens[-1], 9)


class Batches(unittest.TestCase):
    def load(self, entry: Entry, kept: TokenStore):
        none = table_of({}, 100)
        prepared = Prepared([""] * 100, [0.0] * 100, {"a": kept}, none, none)
        recipe = replace(FIRST, batch=64, maximum_tokens=3, mixture=(entry,))
        return BatchLoader(prepared, recipe).load(np.random.default_rng(5))

    def test_masks_pairs_with_an_equal_side(self) -> None:
        batch = self.load(Entry("a", 1), store(["1 2 3 4", "5"], ["1 2 3", "6"], ["7", "8"]))
        parts = np.split(batch.texts.tokens, batch.texts.offsets[1:])
        self.assertEqual(batch.texts.lengths.max(), 3)
        passages = [int(part[0]) for part in parts[64:]]
        kind = np.array([0 if passage in (5, 6) else 1 for passage in passages])  # cut to three, the first two questions are one
        expected = (kind[:, None] == kind[None, :]) & ~np.eye(64, dtype=bool)
        self.assertTrue((batch.masked == expected).all())

    def test_cloze_takes_neighbours_of_the_same_document(self) -> None:
        first = TokenStore(np.arange(10, 18, dtype=np.uint16), np.arange(9), np.array([0, 4, 8]))
        batch = self.load(Entry("a", 1, cloze=True), first)
        parts = np.split(batch.texts.tokens, batch.texts.offsets[1:])
        for sentence, passage in zip(parts[:64], parts[64:], strict=True):
            self.assertTrue(all((token - 10) // 4 == (sentence[0] - 10) // 4 for token in passage))
            self.assertGreaterEqual(len(passage), 2)


class Training(unittest.TestCase):
    def setUp(self) -> None:
        """Word w translates word w + 20."""
        documents = [[f"{i + 2} {(i + 5) % 18 + 2}", f"{i + 22} {(i + 5) % 18 + 22}"] for i in range(18)]
        none = table_of({}, 40)
        self.prepared = Prepared([f"w{i}" for i in range(40)], [-1.0] * 40, {"pairs": store(*documents)}, none, none)
        shape = {"dimensions": 32, "batch": 16, "steps": 200, "temperature": 0.1, "prefixes": (8,), "maximum_tokens": 4}
        self.recipe = replace(FIRST, **shape, mixture=(Entry("pairs", 1),))
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def run_to(self, name: str, steps: int = 200) -> torch.Tensor:
        recipe = replace(self.recipe, steps=steps)
        start = initial_rows(self.prepared, self.recipe)
        return train(recipe, self.prepared, os.path.join(self.folder.name, name), start, lambda line: None)

    def test_brings_translations_together_in_every_prefix_and_repeats(self) -> None:
        rows = self.run_to("a")
        for n in (8, 32):
            units = torch.nn.functional.normalize(rows[:, :n], dim=-1)
            nearest = (units[2:20] @ units[22:40].T).argmax(1)
            self.assertEqual(nearest.tolist(), list(range(18)))
        self.assertTrue(torch.equal(self.run_to("b"), rows))
        self.assertTrue(torch.equal(self.run_to("a"), rows))  # resumed at its last step

    def test_step_is_adam_with_the_gradient_of_the_rows(self) -> None:
        torch.manual_seed(1)
        texts = Texts(np.array([3, 3, 5, 5, 7]), np.array([3, 1, 1, 0]))
        masked = torch.zeros(2, 2, dtype=torch.bool)
        loss = lambda sums: contrastive_loss(sums, masked, [16, 8], 0.1)
        rows = torch.randn(10, 16)
        wanted = rows.clone().requires_grad_()
        bag = torch.nn.functional.embedding_bag
        loss(bag(torch.from_numpy(texts.tokens), wanted, torch.from_numpy(texts.offsets), mode="sum")).backward()
        expected = rows.clone().requires_grad_()
        expected.grad = wanted.grad
        torch.optim.Adam([expected], lr=0.02, eps=1e-10).step()
        table = Table(rows.clone())
        sums = table.sums(texts).requires_grad_()
        loss(sums).backward()
        table.step(texts, sums.grad, 0.02, 1)
        self.assertTrue(torch.allclose(table.rows, expected, atol=1e-5))


class Model(unittest.TestCase):
    def test_onnx_gives_the_rows_and_ends_with_scales_and_codes(self) -> None:
        rows = np.random.default_rng(2).standard_normal((6, 4)).astype(np.float32)
        rows[0] = 0
        codes, scales = quantise(rows)
        self.assertLessEqual(np.abs(codes * scales - rows).max(), scales.max() / 2 + 1e-6)
        model = onnx_bytes(codes, scales)
        onnx.checker.check_model(onnx.load_from_string(model))
        self.assertTrue(model.endswith(codes.tobytes()))
        self.assertIn(scales.tobytes(), model[: -codes.nbytes])
        (out,) = onnxruntime.InferenceSession(model).run(None, {"input_ids": np.array([[1, 5], [0, 2]])})
        np.testing.assert_allclose(out, (codes * scales)[[[1, 5], [0, 2]]], rtol=1e-6)


if __name__ == "__main__":
    unittest.main()
