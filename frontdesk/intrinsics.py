"""CloudFormation's intrinsic functions, resolved: enough of them for our template, and no more.

`Resolver` knows parameters, conditions and pseudo parameters; what a resource is called it asks of
whoever creates the resources. An unknown function or name is an error, never passed through.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

_PLACEHOLDER = re.compile(r"\$\{(!?)([^}]+)\}")


class _NoValue:
    """What AWS::NoValue resolves to; the property holding it is left out."""


_NO_VALUE = _NoValue()


class UnresolvedError(ValueError):
    """The template names something that is not in it, or uses a function not known here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolver:
    """Resolves values of one template.

    `attribute(logical_id, name)` returns an attribute of a resource; name "Ref" is its Ref.
    """

    parameters: Mapping[str, Any]
    conditions: Mapping[str, Any]
    pseudo: Mapping[str, str]
    attribute: Callable[[str, str], str]

    def resolve(self, value: Any) -> Any:
        """Return `value` with every intrinsic function replaced, at any depth.

        Raises:
            UnresolvedError: see the class.
        """
        if isinstance(value, list):
            resolved = [self.resolve(item) for item in value]
            return [item for item in resolved if item is not _NO_VALUE]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            name, argument = next(iter(value.items()))
            if name == "Ref" or name.startswith("Fn::"):
                return self._call(name, argument)
        items = ((key, self.resolve(item)) for key, item in value.items())
        return {key: item for key, item in items if item is not _NO_VALUE}

    def holds(self, condition: str) -> bool:
        """Return whether a named condition of the template is true.

        Raises:
            UnresolvedError: there is no such condition.
        """
        if condition not in self.conditions:
            raise UnresolvedError(f"there is no condition {condition!r}")
        return bool(self.resolve(self.conditions[condition]))

    def _call(self, name: str, argument: Any) -> Any:  # noqa: C901 — one case per function
        match name, argument:
            case "Ref", str():
                return self._ref(argument)
            case "Fn::GetAtt", [str(logical_id), str(attribute)]:
                return self.attribute(logical_id, attribute)
            case "Fn::Sub", str():
                return self._sub(argument, {})
            case "Fn::Sub", [str(text), dict(names)]:
                return self._sub(text, {key: self.resolve(item) for key, item in names.items()})
            case "Fn::Join", [str(separator), parts]:
                return separator.join(self.resolve(parts))
            case "Fn::If", [str(condition), then, otherwise]:
                return self.resolve(then if self.holds(condition) else otherwise)
            case "Fn::Equals", [left, right]:
                return self.resolve(left) == self.resolve(right)
            case "Fn::Not", [inner]:
                return not self.resolve(inner)
            case _:
                raise UnresolvedError(f"{name} with {argument!r} is not known here")

    def _ref(self, name: str) -> Any:
        if name == "AWS::NoValue":
            return _NO_VALUE
        if name in self.pseudo:
            return self.pseudo[name]
        if name in self.parameters:
            return self.parameters[name]
        return self.attribute(name, "Ref")

    def _sub(self, text: str, names: Mapping[str, Any]) -> str:
        def replaced(match: re.Match[str]) -> str:
            literal, name = match.groups()
            if literal:
                return "${" + name + "}"
            if name in names:
                return str(names[name])
            logical_id, dot, attribute = name.partition(".")
            return str(self.attribute(logical_id, attribute) if dot else self._ref(name))

        return _PLACEHOLDER.sub(replaced, text)
