"""CTranslate2's specification of a model that transformers has loaded.

CTranslate2's own loaders (ctranslate2.converters.transformers) do the work. What they take from places that
transformers 5 has moved or renamed is put there for them first, and what they leave out is set afterwards; each such
place was found by comparing the tokens of a converted model with those of transformers (4.8.5 with 5.23.0).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from catalog_cli.models.token_lists import TokenList

# By our architecture, or transformers' "model_type" where that says more: CTranslate2's loader, transformers' class.
_LOADERS = {
    "marian": ("MarianMTLoader", "MarianMTModel"),
    "m2m_100": ("M2M100Loader", "M2M100ForConditionalGeneration"),
    "mbart": ("MBartLoader", "MBartForConditionalGeneration"),
    "t5": ("T5Loader", "T5ForConditionalGeneration"),
    "mt5": ("MT5Loader", "MT5ForConditionalGeneration"),
    "umt5": ("UMT5Loader", "UMT5ForConditionalGeneration"),
    "gemma3": ("Gemma3Loader", "Gemma3ForConditionalGeneration"),
    "gemma3_text": ("Gemma3Loader", "Gemma3ForCausalLM"),
    "llama": ("LlamaLoader", "LlamaForCausalLM"),
    "qwen2": ("Qwen2Loader", "Qwen2ForCausalLM"),
    "qwen3": ("Qwen3Loader", "Qwen3ForCausalLM"),
    "mistral": ("MistralLoader", "MistralForCausalLM"),
    "phi": ("PhiLoader", "PhiForCausalLM"),
    "phi3": ("Phi3Loader", "Phi3ForCausalLM"),
    "bert": ("BertLoader", "BertModel"),
    "distilbert": ("DistilBertLoader", "DistilBertModel"),
    "roberta": ("RobertaLoader", "RobertaModel"),
    "xlm-roberta": ("XLMRobertaLoader", "XLMRobertaModel"),
    "camembert": ("CamembertLoader", "CamembertModel"),
}
# A chat model of Gemma ends its turn with this token, not with the end of the text.
_END_OF_TURN = "<end_of_turn>"
_PADDING = "<pad>"


def model_class(model_type: str) -> str:
    """Return the name of transformers' class that loads a checkpoint of a type.

    >>> model_class("m2m_100")
    'M2M100ForConditionalGeneration'
    """
    return _LOADERS[model_type][1]


def specification(model: Any, model_type: str, tokens: TokenList) -> Any:
    """Return CTranslate2's specification of a loaded model, its vocabulary registered.

    Raises NotImplementedError or ValueError for a variety of the architecture that CTranslate2 cannot run.
    """
    from ctranslate2.converters import transformers as loaders

    loader = getattr(loaders, _LOADERS[model_type][0])()
    prepare, finish = _ADAPTERS.get(model_type, (_unchanged, _nothing))
    if tokens.target_tokens:
        loader.set_vocabulary = _register_both(tokens)
    config = model.config
    # A loader deletes the layers it has read, to save memory.
    prepared = prepare(model)
    spec = loader(prepared, tokens)
    finish(spec, config, tokens)
    _set_epsilon(spec, config)
    return spec


def _unchanged(model: Any) -> Any:
    return model


def _nothing(spec: Any, config: Any, tokens: TokenList) -> None:
    return None


def _set_epsilon(spec: Any, config: Any) -> None:
    """Set the constant of the norms, which only some loaders do; CTranslate2 has one default for all."""
    names = ("rms_norm_eps", "layer_norm_eps", "layer_norm_epsilon")
    text = getattr(config, "text_config", config)
    found = next((value for name in names if (value := getattr(text, name, None)) is not None), None)
    if found is not None:
        spec.config.layer_norm_epsilon = float(found)


def _layers(spec: Any) -> Iterator[Any]:
    yield from spec.decoder.layer


def _marian_targets(spec: Any, config: Any, tokens: TokenList) -> None:
    """Cut the row of the <pad> that transformers begins a target with off the target side's own vocabulary."""
    if not tokens.target_tokens or tokens.target_tokens[-1] != _PADDING:
        return
    padded = len(tokens.target_tokens)
    projection = spec.decoder.projection
    for part in (spec.decoder.embeddings, projection):
        if part.weight.shape[0] == padded:
            part.weight = part.weight[:-1]
    if projection.has_bias() and projection.bias.shape[0] == padded:
        projection.bias = projection.bias[:-1]


def _register_both(tokens: TokenList) -> Callable[[Any, list[str]], None]:
    own = [token for token in tokens.target_tokens if token != _PADDING]

    def register(spec: Any, source: list[str]) -> None:
        spec.register_source_vocabulary(source)
        spec.register_target_vocabulary(own)

    return register


def _mbart(model: Any) -> Any:
    for name in ("normalize_before", "normalize_embedding"):
        if not hasattr(model.config, name):  # every mBART does both, and newer files do not say so
            setattr(model.config, name, True)
    return model


def _mbart_start(spec: Any, config: Any, tokens: TokenList) -> None:
    """mBART-25 begins a target with its language, mBART-50 with the end of the text and then the language."""
    is_25 = str(getattr(config, "tokenizer_class", None) or "MBartTokenizer").startswith("MBartTokenizer")
    spec.config.decoder_start_token = None if is_25 else tokens.eos_token


def _t5(model: Any) -> Any:
    # transformers 5 ties always and says in another place whether outputs are scaled (T5 1.1 and MADLAD are not).
    model.config.tie_word_embeddings = bool(getattr(model.config, "scale_decoder_outputs", False))
    return model


def _add(attention: Any, name: str, value: Any) -> None:
    """Add what the specification has no place for with these options; the engine reads it where it is there."""
    vars(attention)[name] = value


def _llama_positions(spec: Any, config: Any, tokens: TokenList) -> None:
    """Set how far Llama 3's positions are stretched, and from what length, which the loader leaves out."""
    import numpy as np

    rope = config.rope_parameters
    if rope.get("rope_type") == "llama3":
        for layer in _layers(spec):
            _add(layer.self_attention, "rotary_scaling_factor", np.float32(rope["factor"]))
            original = np.int32(rope["original_max_position_embeddings"])
            _add(layer.self_attention, "original_max_position_embeddings", original)


def _gemma3(model: Any) -> Any:
    text = getattr(model.config, "text_config", model.config)
    rope = text.rope_parameters
    text.rope_theta = rope["full_attention"]["rope_theta"]
    text.rope_local_base_freq = rope["sliding_attention"]["rope_theta"]
    return model


def _gemma3_layers(spec: Any, config: Any, tokens: TokenList) -> None:
    """Set what the larger models change: the stretched positions of full attention, and the scale of the queries."""
    import numpy as np
    from ctranslate2.specs import attention_spec

    text = getattr(config, "text_config", config)
    full = text.rope_parameters["full_attention"]
    for layer, kind in zip(_layers(spec), text.layer_types, strict=True):
        attention = layer.self_attention
        if text.query_pre_attn_scalar != text.head_dim:
            attention.queries_scale = np.float32(text.query_pre_attn_scalar**-0.5)
        if kind == "full_attention" and full.get("rope_type", "default") == "linear":
            _add(attention, "rotary_scaling_type", np.int8(attention_spec.RotaryScalingType.Linear))
            _add(attention, "rotary_scaling_factor", np.float32(full["factor"]))
    if _END_OF_TURN in tokens.tokens and tokens.chat_template:
        spec.config.eos_token = _END_OF_TURN
    else:
        spec.config.eos_token = tokens.eos_token


def _phi(model: Any) -> Any:
    """Return Phi as the loader knows it: as its first publication's own program code named the parts."""
    torch: Any = import_module("torch")

    config, text = model.config, model.model
    head_size = config.hidden_size // config.num_attention_heads
    layers = []
    for layer in text.layers:
        parts = (layer.self_attn.q_proj, layer.self_attn.k_proj, layer.self_attn.v_proj)
        fused = SimpleNamespace(
            weight=torch.cat([part.weight for part in parts]), bias=torch.cat([part.bias for part in parts])
        )
        mixer = SimpleNamespace(Wqkv=fused, out_proj=layer.self_attn.dense)
        layers.append(SimpleNamespace(ln=layer.input_layernorm, mixer=mixer, mlp=layer.mlp))
    if config.num_key_value_heads not in (None, config.num_attention_heads):
        raise NotImplementedError("Phi with fewer heads for keys than for queries is not supported")
    return SimpleNamespace(
        config=SimpleNamespace(
            n_layer=config.num_hidden_layers,
            n_head=config.num_attention_heads,
            activation_function=config.hidden_act,
            rotary_dim=int(head_size * config.rope_parameters.get("partial_rotary_factor", 1)),
            vocab_size=config.vocab_size,
        ),
        transformer=SimpleNamespace(embd=SimpleNamespace(wte=text.embed_tokens), h=layers),
        lm_head=SimpleNamespace(linear=model.lm_head, ln=text.final_layernorm),
    )


def _phi3(model: Any) -> Any:
    """Return Phi-3 with its positions where the loader looks for them."""
    config = model.config
    rope = dict(config.rope_parameters)
    kind = rope.get("rope_type", "default")
    if rope.get("partial_rotary_factor", 1) != 1:
        raise NotImplementedError("Phi-4-mini's partly rotated positions are not supported")
    text = SimpleNamespace(**config.to_dict())
    text.quantization_config = None
    text.rope_theta = rope["rope_theta"]
    text.rope_scaling = None if kind == "default" else {**rope, "type": kind}
    for layer in model.model.layers:
        layer.self_attn.rotary_emb = SimpleNamespace(
            long_factor=rope.get("long_factor"), short_factor=rope.get("short_factor")
        )
    return SimpleNamespace(config=text, model=model.model, lm_head=model.lm_head)


def _bert(model: Any) -> Any:
    if not hasattr(model.config, "position_embedding_type"):
        model.config.position_embedding_type = "absolute"  # the only kind that transformers 5 has
    return model


def _roberta(model: Any) -> Any:
    """Return an encoder where the loader looks for it: inside a model that classifies."""
    _bert(model)
    return SimpleNamespace(config=model.config, roberta=model)


_ADAPTERS: dict[str, tuple[Callable[[Any], Any], Callable[[Any, Any, TokenList], None]]] = {
    "marian": (_unchanged, _marian_targets),
    "mbart": (_mbart, _mbart_start),
    "t5": (_t5, _nothing),
    "mt5": (_t5, _nothing),
    "llama": (_unchanged, _llama_positions),
    "gemma3": (_gemma3, _gemma3_layers),
    "gemma3_text": (_gemma3, _gemma3_layers),
    "phi": (_phi, _nothing),
    "phi3": (_phi3, _nothing),
    "bert": (_bert, _nothing),
    "roberta": (_bert, _nothing),
    "xlm-roberta": (_roberta, _nothing),
    "camembert": (_bert, _nothing),
}
