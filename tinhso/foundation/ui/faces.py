"""Faces register their prefix and frame here, so that a page never names who is looking."""

from dataclasses import dataclass

from tinhso.foundation.kernel.registry import Registry
from tinhso.foundation.kernel.sentences import Sentence


@dataclass(frozen=True, kw_only=True)
class Face:
    """One audience: its address prefix ("/desk/"), its frame template and its name."""

    code: str
    prefix: str
    frame: str
    name: Sentence


faces: Registry[Face] = Registry("face")
PLAIN = Face(code="plain", prefix="/", frame="ui/plain.html", name="TỉnhSố")


def register_face(face: Face) -> None:
    faces.register(face.code, face)


def face_of(path: str) -> Face:
    """Return the face with the longest prefix of `path`; a plain one when none is registered."""
    found = [face for face in faces.values() if path.startswith(face.prefix)]
    return max(found, key=lambda face: len(face.prefix), default=PLAIN)
