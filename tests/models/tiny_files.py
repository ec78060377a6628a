"""The tiny checkpoints as single files: Marian's .npz with what lies around it in an OPUS-MT zip, and GGUF."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def marian_npz(checkpoint: Path, folder: Path) -> Path:
    """Write a Marian checkpoint as Marian itself does, an .npz with vocabularies, in the form of an OPUS-MT zip."""
    import numpy as np
    from safetensors.numpy import load_file

    config = json.loads((checkpoint / "config.json").read_text(encoding="utf-8"))
    weights = load_file(checkpoint / "model.safetensors")
    rows = config["vocab_size"] - 1  # Marian has no <pad>
    arrays = {
        "Wemb": weights["model.shared.weight"][:rows],
        "decoder_ff_logit_out_b": weights["final_logits_bias"][:, :rows],
    }
    for side in ("encoder", "decoder"):
        for number in range(config[f"{side}_layers"]):
            arrays |= _marian_layer(weights, f"model.{side}.layers.{number}", f"{side}_l{number + 1}")
    settings = {
        "type": "transformer", "enc-depth": config["encoder_layers"], "dec-depth": config["decoder_layers"],
        "transformer-heads": config["encoder_attention_heads"], "transformer-ffn-activation": "swish",
        "transformer-preprocess": "", "transformer-postprocess": "dan", "transformer-postprocess-emb": "d",
        "transformer-decoder-autoreg": "self-attention", "transformer-no-projection": False,
        "transformer-guided-alignment-layer": "last",
    }  # fmt: skip
    raw = "".join(f"{key}: {json.dumps(value)}\n" for key, value in settings.items())
    arrays["special:model.yml"] = np.frombuffer(raw.encode() + b"\0", dtype=np.int8)
    folder.mkdir(parents=True)
    np.savez(folder / "model.npz", **arrays)
    vocabulary = json.loads((checkpoint / "vocab.json").read_text(encoding="utf-8"))
    lines = [f"{json.dumps(word, ensure_ascii=False)}: {number}\n" for word, number in vocabulary.items()]
    (folder / "opus.vocab.yml").write_text("".join(lines[:-1]), encoding="utf-8")
    named = "models:\n  - model.npz\nvocabs:\n  - opus.vocab.yml\n  - opus.vocab.yml\n"
    (folder / "decoder.yml").write_text(named, encoding="utf-8")
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes((checkpoint / name).read_bytes())
    return folder


def _marian_layer(weights: Any, old: str, new: str) -> dict[str, Any]:
    """Return the weights of a layer under Marian's names; its matrices lie the other way round."""
    found = {}
    attentions = {"self_attn": "self", "encoder_attn": "context"}
    for part, name in attentions.items():
        if f"{old}.{part}.q_proj.weight" not in weights:
            continue
        for theirs, letter in (("q_proj", "q"), ("k_proj", "k"), ("v_proj", "v"), ("out_proj", "o")):
            found[f"{new}_{name}_W{letter}"] = weights[f"{old}.{part}.{theirs}.weight"].T.copy()
            found[f"{new}_{name}_b{letter}"] = weights[f"{old}.{part}.{theirs}.bias"][None]
        found[f"{new}_{name}_Wo_ln_scale"] = weights[f"{old}.{part}_layer_norm.weight"][None]
        found[f"{new}_{name}_Wo_ln_bias"] = weights[f"{old}.{part}_layer_norm.bias"][None]
    for theirs, number in (("fc1", "1"), ("fc2", "2")):
        found[f"{new}_ffn_W{number}"] = weights[f"{old}.{theirs}.weight"].T.copy()
        found[f"{new}_ffn_b{number}"] = weights[f"{old}.{theirs}.bias"][None]
    found[f"{new}_ffn_ffn_ln_scale"] = weights[f"{old}.final_layer_norm.weight"][None]
    found[f"{new}_ffn_ffn_ln_bias"] = weights[f"{old}.final_layer_norm.bias"][None]
    return found


def gguf(checkpoint: Path, path: Path) -> Path:
    """Write a Llama checkpoint as a GGUF file of float32."""
    import gguf as library
    from safetensors.numpy import load_file

    config = json.loads((checkpoint / "config.json").read_text(encoding="utf-8"))
    tokenizer = json.loads((checkpoint / "tokenizer.json").read_text(encoding="utf-8"))
    weights = load_file(checkpoint / "model.safetensors")
    writer = library.GGUFWriter(str(path), "llama")
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(config["num_attention_heads"])
    writer.add_head_count_kv(config["num_key_value_heads"])
    writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    writer.add_rope_freq_base(config["rope_parameters"]["rope_theta"])
    writer.add_vocab_size(config["vocab_size"])
    tokens = sorted(tokenizer["model"]["vocab"], key=tokenizer["model"]["vocab"].get)
    tokens += [f"<unused{number}>" for number in range(config["vocab_size"] - len(tokens))]
    writer.add_tokenizer_model("gpt2")
    writer.add_token_list(tokens)
    writer.add_token_types([3 if token.startswith("<") and len(token) > 1 else 1 for token in tokens])
    writer.add_token_merges([" ".join(pair) for pair in tokenizer["model"]["merges"]])
    writer.add_bos_token_id(0)
    writer.add_eos_token_id(1)
    for name, weight in weights.items():
        writer.add_tensor(_gguf_name(name), _gguf_rows(name, weight, config))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


_GGUF_NAMES = {
    "model.embed_tokens.weight": "token_embd.weight", "model.norm.weight": "output_norm.weight",
    "lm_head.weight": "output.weight", "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v", "self_attn.o_proj": "attn_output", "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down", "input_layernorm": "attn_norm",
    "post_attention_layernorm": "ffn_norm", "model.layers.": "blk.",
}  # fmt: skip


def _gguf_name(name: str) -> str:
    for theirs, own in _GGUF_NAMES.items():
        name = name.replace(theirs, own)
    return name


def _gguf_rows(name: str, weight: Any, config: dict[str, Any]) -> Any:
    """Return a weight as llama.cpp has it: the rotated rows of queries and keys in pairs."""
    heads = {"q_proj": config["num_attention_heads"], "k_proj": config["num_key_value_heads"]}
    count = next((heads[part] for part in heads if part in name), 0)
    if not count:
        return weight
    rows, columns = weight.shape
    return weight.reshape(count, 2, rows // count // 2, columns).swapaxes(1, 2).reshape(rows, columns).copy()
