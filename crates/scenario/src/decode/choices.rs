//! The choices of an enumeration: `Pricing`, `Labels([…])`, `Is("price", 2.45)`, `Range(from: 1, to: 9, step: 1)`.

use serde::de::{self, DeserializeSeed, IntoDeserializer, Visitor};

use super::{Fields, Refusal, Slot, Value};
use crate::{
    codes, suggest,
    syntax::{Node, Shape},
};

/// A choice and what it holds.
pub(super) struct Choice<'d, 't> {
    variant: &'static str,
    of: Value<'d, 't>,
}

impl<'d, 't> Choice<'d, 't> {
    /// The choice that a value makes, or the first there is as a stand-in.
    pub(super) fn of(of: Value<'d, 't>, variants: &'static [&'static str]) -> Option<Self> {
        let chosen = match of.slot {
            Slot::Here(node) => choose(&of, node, variants),
            Slot::Nowhere => None,
        };
        match chosen {
            Some(variant) => Some(Self { variant, of }),
            None => {
                let of = of.inside(Slot::Nowhere, of.at.clone());
                variants.first().map(|variant| Self { variant, of })
            }
        }
    }

    fn bare(&self, node: &Node<'_>, shape: &str) -> bool {
        let is_bare = matches!(node.shape, Shape::Word(_) | Shape::Text(_));
        if is_bare {
            let message = format!("`{}` stands alone and should hold something", self.variant);
            self.of.damage(codes::WRONG_TYPE, node, message, &format!("write `{}{shape}`", self.variant));
        }
        is_bare
    }
}

fn choose(of: &Value<'_, '_>, node: &Node<'_>, variants: &'static [&'static str]) -> Option<&'static str> {
    let variant = |name: &str| variants.iter().copied().find(|variant| *variant == name);
    let name = match &node.shape {
        Shape::Word(name) => *name,
        Shape::Group(Some(name), _) => name.text,
        Shape::Text(text) if variant(text).is_some() => {
            of.note(
                codes::WRONG_TYPE,
                node,
                format!("expected a name, found the text {text:?}"),
                "take the quotes away",
            );
            return variant(text);
        }
        _ => {
            of.wrong_type(node, "a name", &suggest::remedy("", variants.iter().copied()));
            return None;
        }
    };
    if let Some(known) = variant(name) {
        return Some(known);
    }
    let help = suggest::remedy(name, variants.iter().copied());
    let message = format!("there is no choice `{name}` here");
    match suggest::nearest(name, variants.iter().copied()).and_then(variant) {
        Some(meant) => {
            of.note(codes::UNKNOWN_VARIANT, node, message, &help);
            Some(meant)
        }
        None => {
            of.damage(codes::UNKNOWN_VARIANT, node, message, &help);
            None
        }
    }
}

impl<'d> de::EnumAccess<'d> for Choice<'d, '_> {
    type Error = Refusal;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'d>>(self, seed: V) -> Result<(V::Value, Self), Refusal> {
        let variant = seed.deserialize(self.variant.into_deserializer())?;
        Ok((variant, self))
    }
}

impl<'d> de::VariantAccess<'d> for Choice<'d, '_> {
    type Error = Refusal;

    fn unit_variant(self) -> Result<(), Refusal> {
        if let Slot::Here(node) = self.of.slot
            && matches!(node.shape, Shape::Group(..))
        {
            let message = format!("`{}` holds nothing", self.variant);
            self.of.note(codes::WRONG_TYPE, node, message, &format!("write `{}` alone", self.variant));
        }
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'d>>(self, seed: T) -> Result<T::Value, Refusal> {
        let slot = match self.of.slot {
            Slot::Here(node) if self.bare(node, "(…)") => Slot::Nowhere,
            Slot::Here(node) => match &node.shape {
                Shape::Group(_, entries) => match entries.as_slice() {
                    [only] if only.key.is_none() => Slot::Here(&only.value),
                    _ => {
                        let message = format!("`{}` holds one value, found {}", self.variant, entries.len());
                        let help = format!("write `{}([…])`", self.variant);
                        self.of.damage(codes::WRONG_TYPE, node, message, &help);
                        Slot::Nowhere
                    }
                },
                _ => Slot::Nowhere,
            },
            Slot::Nowhere => Slot::Nowhere,
        };
        seed.deserialize(self.of.inside(slot, self.of.at.clone()))
    }

    fn tuple_variant<V: Visitor<'d>>(self, length: usize, visitor: V) -> Result<V::Value, Refusal> {
        let of = match self.of.slot {
            Slot::Here(node) if self.bare(node, "(…)") => self.of.inside(Slot::Nowhere, self.of.at.clone()),
            _ => self.of,
        };
        of.visit_tuple(length, visitor)
    }

    fn struct_variant<V: Visitor<'d>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Refusal> {
        let variant = self.variant;
        let of = match self.of.slot {
            Slot::Here(node) if self.bare(node, "(field: value, …)") => {
                self.of.inside(Slot::Nowhere, self.of.at.clone())
            }
            _ => self.of,
        };
        Fields::visit(of, variant, fields, visitor)
    }
}
