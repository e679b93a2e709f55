"""The trained network as one ONNX graph with 8-bit weights."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path

import torch
from torch import Tensor

from tocsin.training.network import CoderNetwork

OPSET = 17
BLOCK = 32
INT8_PRODUCTS = 4
"""onnxruntime's name for reckoning products in 8 bits."""
OUTPUTS = ("types", "modes", "contexts", "sides", "entities")


def export(network: CoderNetwork, path: Path) -> None:
    """Write the graph: weights of products and of the vocabulary in 8 bits, the rest in 32."""
    network.eval()
    ids = torch.tensor([[101, 1, 2000, 2, 3, 2001, 4, 102]] * 2)
    places = torch.tensor([1, 1])
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        _trace(network, (ids, torch.ones_like(ids), places, places + 3), whole)
        _with_small_weights(whole, path)


def _trace(network: CoderNetwork, example: tuple[Tensor, ...], path: Path) -> None:
    """The graph in full precision."""
    # PyTorch warns that this exporter is the old one, where the new one would ask for two packages
    # more, and that sizes might be taken for constants; a test asks the graph about other sizes.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            example,
            str(path),
            input_names=["input_ids", "attention_mask", "source", "target"],
            output_names=list(OUTPUTS),
            dynamic_axes={
                "input_ids": {0: "n", 1: "pieces"},
                "attention_mask": {0: "n", 1: "pieces"},
                "source": {0: "n"},
                "target": {0: "n"},
                **{name: {0: "n"} for name in OUTPUTS[:3]},
                **{name: {0: "n", 1: "pieces"} for name in OUTPUTS[3:]},
            },
            opset_version=OPSET,
            dynamo=False,
        )


def _with_small_weights(whole: Path, path: Path) -> None:
    """8 bits for the weights of products, in blocks, and for the vocabulary.

    Products are reckoned row by row. The commoner "dynamic" 8 bits scale by
    the whole batch: what the model says of a sentence would then depend on
    which others it is asked about, and reading on two cores would differ from
    reading on one.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.matmul_nbits_quantizer import (
        DefaultWeightOnlyQuantConfig,
        MatMulNBitsQuantizer,
    )

    config = DefaultWeightOnlyQuantConfig(
        block_size=BLOCK, is_symmetric=True, accuracy_level=INT8_PRODUCTS, bits=8
    )
    products = MatMulNBitsQuantizer(onnx.load(str(whole)), algo_config=config)
    products.process()
    half = whole.with_name("half.onnx")
    products.model.save_model_to_file(str(half), False)
    quantize_dynamic(half, path, weight_type=QuantType.QInt8, op_types_to_quantize=["Gather"])
